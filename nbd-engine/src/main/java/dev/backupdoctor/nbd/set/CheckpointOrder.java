package dev.backupdoctor.nbd.set;

import java.util.Comparator;
import java.util.List;

/**
 * Which of two checkpoints came first: by the list of checkpoints where it has both, else by the numbers that their
 * names end with. {@code virtnbdbackup.10} comes after {@code virtnbdbackup.9}.
 */
final class CheckpointOrder implements Comparator<String> {
    private final List<String> listed;

    CheckpointOrder(List<String> listed) {
        this.listed = listed;
    }

    @Override
    public int compare(String a, String b) {
        int first = listed.indexOf(a);
        int second = listed.indexOf(b);
        if (first >= 0 && second >= 0) {
            return Integer.compare(first, second);
        }
        int byNumber = Long.compare(number(a), number(b));
        return byNumber != 0 ? byNumber : a.compareTo(b);
    }

    private static long number(String name) {
        String digits = name.substring(name.lastIndexOf('.') + 1);
        return !digits.isEmpty() && digits.length() < 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(digits)
                : -1;
    }
}
