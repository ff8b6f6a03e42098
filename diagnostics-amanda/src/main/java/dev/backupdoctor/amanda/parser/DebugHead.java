package dev.backupdoctor.amanda.parser;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in front of each record of a debug file.
 *
 * <pre>
 * amandad: time 0.003:                                                         2.4, 2.5
 * 1228527252.104211: amandad:                                                  2.6
 * Tue Dec  6 00:08:29 2011: amandad:                                           3.0 to 3.2
 * Tue Dec  6 00:08:29 2013: thd-0x9a3c00: amandad:                             3.3
 * Fri Nov 20 08:41:54.271508616 2026: pid 13861: thd-0x562b6474bc00: amandad:  3.4, 3.5
 * </pre>
 *
 * <p>Format: common-src/debug.c of each version.
 *
 * @param program who wrote the record
 * @param at by the clock of the machine; empty where the record gives none, or counts seconds of another clock
 * @param elapsed since the program began; only 2.4 and 2.5 say so
 * @param length bytes of the head; the record's text follows
 */
record DebugHead(String program, Optional<LocalDateTime> at, Optional<Duration> elapsed, int length) {

    /** No head is longer; more of a line is not looked at. */
    private static final int MAX_LENGTH = 200;

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private static final Pattern CTIME = Pattern.compile("[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d)"
            + " (?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)(?:\\.(?<nanos>\\d{9}))? (?<year>\\d{4})");

    private static final Pattern PROGRAM = Pattern.compile("(?<program>[a-z][a-z0-9_-]{1,30}): ?");

    private static final Pattern AFTER_CTIME =
            Pattern.compile(": (?:pid \\d{1,10}: )?(?:thd-0x[0-9a-f]{1,16}: )?" + PROGRAM.pattern());

    private static final Pattern EPOCH = Pattern.compile("\\d{9,11}\\.\\d{6}: " + PROGRAM.pattern());

    private static final Pattern OLD = Pattern.compile("(?<program>[a-z][a-z0-9_-]{1,30})(?:\\[\\d{1,10}\\])?:"
            + "(?: time (?<seconds>\\d{1,9})\\.(?<millis>\\d{3}):)? ");

    /** The head of a line; empty when the line continues the record before it. */
    static Optional<DebugHead> read(String line) {
        String begin = line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) : line;
        if (begin.isEmpty()) {
            return Optional.empty();
        }
        char first = begin.charAt(0);
        if (first >= 'A' && first <= 'Z') {
            return dated(begin);
        }
        return first >= '0' && first <= '9' ? counted(begin) : old(begin);
    }

    /** A time as ctime(3) prints it, at the begin of a text. */
    static Optional<LocalDateTime> time(String text) {
        Matcher m = CTIME.matcher(text);
        return m.lookingAt() ? time(m) : Optional.empty();
    }

    private static Optional<DebugHead> dated(String begin) {
        Matcher time = CTIME.matcher(begin);
        if (!time.lookingAt()) {
            return Optional.empty();
        }
        Matcher rest = AFTER_CTIME.matcher(begin).region(time.end(), begin.length());
        return rest.lookingAt()
                ? Optional.of(new DebugHead(rest.group("program"), time(time), Optional.empty(), rest.end()))
                : Optional.empty();
    }

    private static Optional<DebugHead> counted(String begin) {
        Matcher m = EPOCH.matcher(begin);
        return m.lookingAt()
                ? Optional.of(new DebugHead(m.group("program"), Optional.empty(), Optional.empty(), m.end()))
                : Optional.empty();
    }

    private static Optional<DebugHead> old(String begin) {
        Matcher m = OLD.matcher(begin);
        if (!m.lookingAt()) {
            return Optional.empty();
        }
        String seconds = m.group("seconds");
        Optional<Duration> elapsed = seconds == null
                ? Optional.empty()
                : Optional.of(
                        Duration.ofSeconds(Long.parseLong(seconds)).plusMillis(Long.parseLong(m.group("millis"))));
        return Optional.of(new DebugHead(m.group("program"), Optional.empty(), elapsed, m.end()));
    }

    private static Optional<LocalDateTime> time(Matcher m) {
        try {
            String nanos = m.group("nanos");
            return Optional.of(LocalDateTime.of(
                    Integer.parseInt(m.group("year")),
                    MONTHS.indexOf(m.group("month")) + 1,
                    Integer.parseInt(m.group("day").strip()),
                    Integer.parseInt(m.group("hour")),
                    Integer.parseInt(m.group("minute")),
                    Integer.parseInt(m.group("second")),
                    nanos == null ? 0 : Integer.parseInt(nanos)));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }
}
