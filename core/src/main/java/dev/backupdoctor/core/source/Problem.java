package dev.backupdoctor.core.source;

import java.util.Comparator;

/**
 * Something that could not be read, or not wholly. Listed in every report; it never stops the rest.
 *
 * @param file source as shown
 * @param line line from 1 where it was met; 0 for the source as a whole
 * @param reason what happened and what follows, one sentence without full stop
 * @param incomplete true when part of a named input was not read, so that silence proves nothing
 */
public record Problem(String file, long line, String reason, boolean incomplete) implements Comparable<Problem> {

    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::file).thenComparingLong(Problem::line).thenComparing(Problem::reason);

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return (line == 0 ? file : file + ":" + line) + ": " + reason;
    }
}
