package dev.backupdoctor.core.lang;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Names that are close to a mistyped one, for "did you mean". */
public final class Nearest {

    private static final int SHOWN = 3;

    private Nearest() {}

    /** At most three names within an edit distance of a third of the length (at least 2), the closest first. */
    public static List<String> names(String wrong, Collection<String> known) {
        int limit = Math.max(2, wrong.length() / 3);
        return known.stream()
                .filter(k -> distance(wrong, k) <= limit || (wrong.length() > 3 && k.contains(wrong)))
                .sorted(Comparator.comparing((String k) -> distance(wrong, k)).thenComparing(k -> k))
                .limit(SHOWN)
                .toList();
    }

    /** {@code did you mean a, b or c?}, or an empty text when nothing is close. */
    public static String hint(String wrong, Collection<String> known) {
        List<String> near = names(wrong, known);
        return near.isEmpty() ? "" : "did you mean " + near.stream().collect(Collectors.joining(" or ")) + "?";
    }

    /** Letters to insert, delete or replace. */
    public static int distance(String a, String b) {
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] next = new int[b.length() + 1];
            next[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(swap, 1 + Math.min(last[j], next[j - 1]));
            }
            last = next;
        }
        return last[b.length()];
    }
}
