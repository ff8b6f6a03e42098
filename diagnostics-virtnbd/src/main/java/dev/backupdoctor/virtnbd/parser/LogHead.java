package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.spi.HeadReader;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what stands in front of each record of virtnbdbackup, virtnbdrestore and virtnbdmap.
 *
 * <pre>
 * [2026-11-20 08:43:30] INFO root disk - backup [vda]: Got 3 extents to backup.
 * [2026-11-20 11:25:57] INFO lib common - printVersion [MainThread]: Version: 1.9.15 Arguments: ...
 * 2025-04-11 04:43:03,115 ERROR: stderr: [2025-04-11 04:43:02] INFO root check - targetDir [main]:  Backup mode auto
 * </pre>
 *
 * <p>Since 1.9.45 the terminal gets colours, and two blanks before the message; a progress bar, a wrapper's own head or
 * that of syslog may stand before it on the line. The logger's name, before the module, came later than the rest.
 */
public final class LogHead implements HeadReader {

    /** How far into a line a head may begin: after a progress bar. */
    private static final int MAX_LEAD = 4096;

    private static final String COLOUR = "(?:\u001b\\[[0-9;]{0,16}m)*+";

    private static final Pattern HEAD = Pattern.compile("\\[(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)"
            + " (?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)\\]"
            + COLOUR + " " + COLOUR + "(?<level>DEBUG|INFO|WARNING|ERROR|CRITICAL)" + COLOUR
            + " (?:[\\w.]{1,64} )?(?<module>[\\w.]{1,64}) - (?<function>[\\w<>]{1,64})"
            + " \\[(?<thread>[^\\]]{1,256})\\]:(?: |\u001b\\[[0-9;]{0,16}m)*+");

    /**
     * A head.
     *
     * @param from where it begins in the line
     * @param to where the message begins
     * @param level DEBUG, INFO, WARNING, ERROR or CRITICAL
     * @param thread name of the disk, in a worker
     */
    record Found(int from, int to, LocalDateTime at, String level, String module, String function, String thread) {

        boolean isError() {
            return level.equals("ERROR") || level.equals("CRITICAL");
        }
    }

    /** The head in a line, wherever it begins. */
    static Optional<Found> in(String line) {
        int end = Math.min(line.length(), MAX_LEAD);
        for (int at = line.indexOf('['); at >= 0 && at < end; at = line.indexOf('[', at + 1)) {
            if (at + 21 < line.length() && line.charAt(at + 20) == ']') {
                Matcher m = HEAD.matcher(line).region(at, line.length());
                if (m.lookingAt()) {
                    return found(m);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> found(Matcher m) {
        try {
            LocalDateTime at = LocalDateTime.of(
                    number(m, "year"),
                    number(m, "month"),
                    number(m, "day"),
                    number(m, "hour"),
                    number(m, "minute"),
                    number(m, "second"));
            return Optional.of(new Found(
                    m.start(),
                    m.end(),
                    at,
                    m.group("level"),
                    m.group("module"),
                    m.group("function"),
                    m.group("thread")));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static int number(Matcher m, String group) {
        return Integer.parseInt(m.group(group));
    }

    @Override
    public Map<String, Type> fields() {
        return Map.of(
                "at", Scalar.INSTANT,
                "loglevel", Scalar.TEXT,
                "module", Scalar.TEXT,
                "function", Scalar.TEXT,
                "thread", Scalar.TEXT);
    }

    @Override
    public Optional<Head> read(String line) {
        return in(line).map(f -> new Head(
                f.to(),
                Map.of(
                        "at", f.at(),
                        "loglevel", f.level(),
                        "module", f.module(),
                        "function", f.function(),
                        "thread", f.thread())));
    }
}
