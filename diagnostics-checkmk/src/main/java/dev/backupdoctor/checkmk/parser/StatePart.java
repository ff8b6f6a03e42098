package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.core.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The state of one job within a source: the whole of a state file, or a part of what the agent of a host says.
 *
 * <pre>
 * &lt;&lt;&lt;mkbackup&gt;&gt;&gt;
 * [[[site:fra:daily]]]
 * {
 *     "state": "finished",
 * </pre>
 *
 * @param from offset of its first byte
 * @param to offset after its last
 */
record StatePart(int from, int to, Optional<String> site, Optional<String> job) {

    private static final Pattern JOB =
            Pattern.compile("\\[\\[\\[(?:site:(?<site>[^:\\]]{1,64})|system):(?<job>[^\\]]{1,128})\\]\\]\\]\\s*");

    /** All of a source; none when it only looks like a state. */
    static List<StatePart> of(SourceText source) {
        String text = source.text();
        if (text.stripLeading().startsWith("{")) {
            return List.of(new StatePart(0, text.length(), Optional.empty(), Optional.empty()));
        }
        List<StatePart> parts = new ArrayList<>();
        for (int i = 1; i < source.lines(); i++) {
            Matcher m = JOB.matcher(source.line(i));
            if (m.matches()) {
                int from = source.start(i + 1);
                parts.add(new StatePart(
                        from, end(source, i + 1), Optional.ofNullable(m.group("site")), Optional.of(m.group("job"))));
            }
        }
        return parts;
    }

    /** Where the next part or section begins. */
    private static int end(SourceText source, int line) {
        for (int i = line; i <= source.lines(); i++) {
            String text = source.line(i);
            if (text.startsWith("[[[") || text.startsWith("<<<")) {
                return source.start(i);
            }
        }
        return source.text().length();
    }
}
