package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.rule.Rule;
import java.util.List;
import java.util.stream.Collectors;

/** The statements of a rule file as its author wrote them. */
final class RuleText {

    private final String[] lines;
    private final List<RuleItem> items;

    RuleText(Rule rule) {
        this.lines = rule.text().split("\r?\n", -1);
        this.items = rule.syntax().items();
    }

    /** A statement on one line, its blanks drawn together, without comments. */
    String of(RuleItem item) {
        int begin = item.at().line() - 1;
        int next = items.stream()
                .mapToInt(i -> i.at().line() - 1)
                .filter(line -> line > begin)
                .min()
                .orElse(begin + 1);
        return List.of(lines).subList(begin, Math.min(next, lines.length)).stream()
                .map(RuleText::withoutComment)
                .collect(Collectors.joining(" "))
                .strip()
                .replaceAll("[ \t]+", " ");
    }

    /** A {@code #} within a text is none. */
    private static String withoutComment(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '#' && !quoted) {
                return line.substring(0, i).stripTrailing();
            }
        }
        return line.stripTrailing();
    }
}
