package dev.backupdoctor.core.report;

import java.time.ZoneId;

/**
 * What a text report is written for.
 *
 * @param width columns of a line, 40 to 100; what has no blank to break at may be longer
 * @param colour true when SGR sequences are understood; they never carry meaning alone
 * @param unicode false when only ASCII may be written; everything else is then spelled or escaped
 * @param zone zone in which instants are shown
 */
public record Screen(int width, boolean colour, boolean unicode, Verbosity verbosity, ZoneId zone) {

    /** The narrowest layout that still has room for evidence. */
    public static final int NARROWEST = 40;

    /** Longer lines are harder to read, whatever the terminal has room for. */
    public static final int WIDEST = 100;

    public Screen {
        width = Math.max(NARROWEST, Math.min(width, WIDEST));
    }

    boolean verbose() {
        return verbosity == Verbosity.VERBOSE;
    }

    boolean quiet() {
        return verbosity == Verbosity.QUIET;
    }

    /** What stands between two facts on one line. */
    String dot() {
        return unicode ? " · " : " - ";
    }
}
