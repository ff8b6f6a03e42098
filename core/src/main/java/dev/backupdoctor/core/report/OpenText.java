package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Ask;
import dev.backupdoctor.core.finding.Open;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The questions that stay open: one paragraph for each rule and what it lacks, and how to get that. */
final class OpenText {

    private static final int SHOWN = 10;
    private static final int NAMED = 3;

    private final Page page;

    OpenText(Page page) {
        this.page = page;
    }

    void write(List<Open> open) {
        Map<List<Object>, List<Open>> groups = new LinkedHashMap<>();
        open.forEach(o -> groups.computeIfAbsent(List.of(o.rule(), o.missing()), k -> new ArrayList<>())
                .add(o));
        int shown = page.screen().verbose() ? groups.size() : Math.min(SHOWN, groups.size());
        groups.values().stream().limit(shown).forEach(this::group);
        if (shown < groups.size()) {
            page.blank();
            page.line(Span.plain("and " + (groups.size() - shown) + " more open questions (-v)"));
        }
    }

    private void group(List<Open> group) {
        Open first = group.get(0);
        page.blank();
        page.flow(
                List.of(new Span(Role.INFO, "open[" + page.text(first.rule()) + "]"), Span.plain(": ")),
                new Span(Role.STRONG, page.text(first.title())),
                1);
        Set<String> about = group.stream()
                .map(o -> o.key().entrySet().stream()
                        .map(e -> page.text(e.getKey().replace('_', ' ') + " " + e.getValue()))
                        .collect(Collectors.joining(", ")))
                .filter(key -> !key.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String of = about.isEmpty() ? "" : " for " + named(about, page.screen().verbose() ? about.size() : NAMED);
        String needs = first.missing().isEmpty() ? "" : ": it needs " + page.text(String.join(", ", words(first)));
        page.flow(List.of(Span.plain(" ")), Span.plain("could not be decided" + of + needs), 1);
        Set<Ask> asks = new LinkedHashSet<>();
        group.forEach(o -> asks.addAll(o.asks()));
        asks.forEach(ask -> new AskText(page).write(ask, 1));
    }

    private static List<String> words(Open open) {
        return open.missing().stream().map(OpenText::words).toList();
    }

    /** What is missing, in words: {@code product.restore_point} is a restore point, a name without dot a question. */
    static String words(String missing) {
        int dot = missing.indexOf('.');
        return dot < 0
                ? "the answer to '" + missing + "'"
                : missing.substring(dot + 1).replace('_', ' ');
    }

    /** Some names, and how many more there are. */
    static String named(Collection<String> names, int shown) {
        String some = names.stream().limit(shown).collect(Collectors.joining("; "));
        return names.size() > shown ? some + " and " + (names.size() - shown) + " more" : some;
    }
}
