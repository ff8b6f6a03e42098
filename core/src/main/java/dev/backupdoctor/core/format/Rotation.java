package dev.backupdoctor.core.format;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What rotation put after the name of a log.
 *
 * @param log the name without it
 * @param warningsOnly true for the twin of a log that holds its warnings and errors once more
 * @param stamp digits of the date or moment in the name, empty if there is none
 * @param number that the name ends with; in most logs 1 is the newest of the rotated parts
 */
public record Rotation(String log, boolean warningsOnly, String stamp, OptionalLong number)
        implements Comparable<Rotation> {

    /** Digits from which on a number is a date. */
    private static final int DATE_DIGITS = 8;

    private static final Pattern ENDING =
            Pattern.compile("(\\.(gz|xz|zst|lz4|bz2|wf|old)|[.-]\\d{4}-\\d\\d-\\d\\d|[.-]\\d{1,20})$");

    /** Four to seven digits are no count of rotations and no date; mostly they are the id of a process. */
    private static final Pattern SURE_ENDING =
            Pattern.compile("(\\.(gz|xz|zst|lz4|bz2|wf|old)|[.-]\\d{4}-\\d\\d-\\d\\d|[.-](\\d{1,3}|\\d{8,20}))$");

    private static final Pattern DIGITS = Pattern.compile("[.-](\\d{4}-\\d\\d-\\d\\d|\\d+)");

    /** Oldest first, as names tell it: dates ascend, then numbers descend, and the log without either is the newest. */
    private static final Comparator<Rotation> BY_AGE = Comparator.comparing((Rotation r) -> r.stamp.isEmpty())
            .thenComparing(Rotation::stamp)
            .thenComparing(r -> r.number.isEmpty())
            .thenComparing(r -> -r.number.orElse(0));

    /** Reads the end of a file name behind the name of its log. */
    static Rotation of(String log, String fileName) {
        String rest = fileName.substring(log.length());
        String stamp = "";
        OptionalLong number = OptionalLong.empty();
        Matcher m = DIGITS.matcher(rest);
        while (m.find()) {
            String digits = m.group(1).replace("-", "");
            if (digits.length() >= DATE_DIGITS) {
                stamp = digits;
            } else {
                number = OptionalLong.of(Long.parseLong(digits));
            }
        }
        // The one before the present one, as if it were the first of those that are numbered.
        boolean old = rest.contains(".old") && number.isEmpty();
        return new Rotation(log, rest.contains(".wf"), stamp, old ? OptionalLong.of(1) : number);
    }

    /** The name without its last rotation stamp or ending; empty if it has none. */
    static Optional<String> shorter(String name) {
        return without(ENDING, name);
    }

    /** The name without all that is surely from rotation. */
    static String stem(String fileName) {
        Optional<String> shorter = without(SURE_ENDING, fileName);
        return shorter.map(Rotation::stem).orElse(fileName);
    }

    private static Optional<String> without(Pattern ending, String name) {
        Matcher m = ending.matcher(name);
        return m.find() && m.start() > 0 ? Optional.of(name.substring(0, m.start())) : Optional.empty();
    }

    /** True when the names say that nothing is missing between two parts. */
    public boolean isBeside(Rotation other) {
        return stamp.isEmpty() && other.stamp.isEmpty() && Math.abs(number.orElse(0) - other.number.orElse(0)) <= 1;
    }

    @Override
    public int compareTo(Rotation other) {
        return BY_AGE.compare(this, other);
    }
}
