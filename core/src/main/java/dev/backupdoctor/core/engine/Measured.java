package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.finding.Metric;
import dev.backupdoctor.core.value.Utf8;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What rules measured, as lines that a format can read: so a rule sees earlier measurements as it sees everything else.
 *
 * <pre>
 * 2026-11 2026-11-20T03:00:00.000Z acme_copy_took host=web01 disk="two words" 256.797
 * </pre>
 *
 * The month is there to make tables of. Keys stand in the order of their names, the value comes last, in seconds, bytes
 * or as it is. The newest line is the last one.
 */
public final class Measured {

    /** Lines that are looked at; the newest. */
    public static final int MAX_LINES = 10_000;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Measured() {}

    /** Name of the source that holds what was measured of a product. */
    public static String fileName(String product) {
        return product + ".history";
    }

    /** The line of one measurement, without its value: the same for the same thing measured twice. */
    public static String identity(Metric metric, Instant at) {
        String time = TIME.format(at);
        StringBuilder line = new StringBuilder(time.substring(0, time.lastIndexOf('-')));
        line.append(' ').append(time).append(' ').append(metric.name());
        metric.key()
                .forEach((name, value) ->
                        line.append(' ').append(name).append('=').append(quoted(value)));
        return line.toString();
    }

    /**
     * Lines of what was measured now, among those that were kept; of two for the same thing the new one counts.
     *
     * @param kept earlier lines, one char per byte, as is what is given back
     * @param otherwise time of what has none
     */
    static String merged(String kept, List<Metric> now, Instant otherwise) {
        Map<String, String> lines = new TreeMap<>();
        kept.lines().filter(l -> l.indexOf(' ') > 0).forEach(l -> {
            int value = l.lastIndexOf(' ');
            lines.put(l.substring(0, value), l.substring(value + 1));
        });
        for (Metric m : now) {
            lines.put(
                    Utf8.encode(identity(m, m.at().orElse(otherwise))),
                    m.value().toPlainString());
        }
        StringBuilder out = new StringBuilder();
        lines.entrySet().stream()
                .skip(Math.max(0, lines.size() - MAX_LINES))
                .forEach(e ->
                        out.append(e.getKey()).append(' ').append(e.getValue()).append('\n'));
        return out.toString();
    }

    private static String quoted(String value) {
        boolean plain = !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c != '"' && c != '\\' && c != 0x7f);
        if (plain) {
            return value;
        }
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            out.append(c == '"' || c == '\\' ? "\\" : "");
            out.append(c < ' ' || c == 0x7f ? "\\" + octal(c) : String.valueOf(c));
        }
        return out.append('"').toString();
    }

    private static String octal(char c) {
        String digits = Integer.toOctalString(c);
        return "0".repeat(3 - digits.length()) + digits;
    }
}
