package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.WhyNot;
import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.value.Place;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a rule gave no finding, for people. */
record WhyNotText(WhyNot why) {

    private static final int SOURCES = 10;
    private static final int PLACES = 2;

    void write(Appendable out) throws IOException {
        line(out, why.rule() + ": " + why.title());
        line(
                out,
                "looks for " + why.kind() + ", given by "
                        + (why.givenBy().isEmpty() ? "no format" : String.join(", ", why.givenBy())));
        String where = " in " + RulesCheck.count(why.sources().size(), "source");
        if (why.events() == 0) {
            line(out, "found none" + where);
            sources(out);
        } else {
            line(out, "found " + why.events() + where);
        }
        for (var problem : why.unread().stream().limit(SOURCES).toList()) {
            line(out, "  not read whole: " + problem);
        }
        where(out);
        for (WhyNot.Judged group : why.groups()) {
            line(out, "");
            group(out, group);
        }
        if (why.more() > 0) {
            line(out, "");
            line(out, "and " + RulesCheck.count(why.more(), "group") + " more (--groups N)");
        }
    }

    private void sources(Appendable out) throws IOException {
        List<SourceSeen> all = why.sources();
        for (SourceSeen s : all.stream().limit(SOURCES).toList()) {
            line(
                    out,
                    "  " + s.path() + ": " + s.format().map(f -> "read as " + f).orElse("not recognised"));
        }
        if (all.size() > SOURCES) {
            line(out, "  and " + (all.size() - SOURCES) + " more");
        }
    }

    private void where(Appendable out) throws IOException {
        if (why.leftOut() > 0) {
            line(out, "left out " + why.leftOut() + " by: " + why.where());
        }
        if (!why.missing().isEmpty()) {
            line(out, "  which is unknown, for want of " + String.join(", ", why.missing()));
        }
    }

    private static void group(Appendable out, WhyNot.Judged group) throws IOException {
        String key = group.key().entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
        line(
                out,
                group.verdict().name().toLowerCase(Locale.ROOT) + ": " + (key.isEmpty() ? "" : key + ", ")
                        + "first seen at " + place(group.begins()));
        if (group.message().isPresent()) {
            line(out, "  " + group.message().get());
        }
        for (WhyNot.Statement s : group.statements()) {
            boolean decides = s.says() != WhyNot.Says.YES;
            String says = s.says().name().toLowerCase(Locale.ROOT);
            line(out, "  %-7s  line %d: %s".formatted(says, s.at().line(), s.text()));
            if (!s.remark().isEmpty()) {
                line(out, "             " + s.remark());
            }
            if (decides) {
                for (WhyNot.Named value : s.values()) {
                    line(out, "             " + value.name() + " = " + value.shown() + places(value));
                }
            }
        }
    }

    private static String places(WhyNot.Named value) {
        String some = value.from().stream()
                .map(WhyNotText::place)
                .distinct()
                .limit(PLACES)
                .collect(Collectors.joining(", "));
        String more = value.from().stream().map(WhyNotText::place).distinct().count() > PLACES ? ", ..." : "";
        return some.isEmpty() ? "" : "  (" + some + more + ")";
    }

    private static String place(Place place) {
        return place.line() == 0 ? place.file() : place.file() + ":" + place.line();
    }

    private static void line(Appendable out, String text) throws IOException {
        out.append(Complaint.safe(text)).append('\n');
    }
}
