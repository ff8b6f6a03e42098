package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Ask;
import dev.backupdoctor.core.finding.Cause;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.ShellWords;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import java.util.ArrayList;
import java.util.List;

/** What follows from a finding: why, causes, fixes, and how a fix is proved. */
final class Advice {

    private static final int LABEL = 9;
    private static final int NUMBER = 3;
    private static final String GAP = "   ";

    /** Characters of a line that are shown on either side of what an edit changes. */
    private static final int AROUND = 30;

    private static final String CUT = "...";

    private final Page page;

    Advice(Page page) {
        this.page = page;
    }

    void write(Finding finding) {
        if (!finding.why().isEmpty()) {
            text("why", finding.why());
        }
        causes(finding.causes());
        fixes(finding.fixes());
        finding.verify().ifPresent(verify -> text("verify", "backup-doctor verify " + finding.rule()));
    }

    private void text(String label, String text) {
        page.flow(List.of(label(label)), Span.plain(page.text(text)), LABEL);
    }

    static Span label(String name) {
        return new Span(Role.STRONG, Columns.pad(name.isEmpty() ? "" : " " + name + ":", LABEL));
    }

    private void causes(List<Cause> all) {
        List<Cause> shown = all.stream()
                .filter(c -> page.screen().verbose() || c.confidence() != Confidence.RULED_OUT)
                .toList();
        List<String> words = shown.stream().map(c -> c.confidence().word()).toList();
        int room = room(shown.stream().map(c -> page.text(c.text())).toList(), words);
        List<Ask> asked = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Cause cause = shown.get(i);
            Role role = cause.confidence() == Confidence.RULED_OUT ? Role.DIM : Role.PLAIN;
            entry(
                    label(i == 0 ? "causes" : ""),
                    new Span(Role.PLAIN, (i + 1) + "."),
                    new Span(role, page.text(cause.text())),
                    new Span(Role.PLAIN, words.get(i)),
                    room);
            cause.ask().filter(ask -> !asked.contains(ask)).ifPresent(ask -> {
                asked.add(ask);
                new AskText(page).write(ask, LABEL + NUMBER);
            });
        }
    }

    private void fixes(List<Fix> fixes) {
        List<String> words = fixes.stream().map(f -> f.risk().word()).toList();
        int room = room(fixes.stream().map(f -> page.text(f.title())).toList(), words);
        for (int i = 0; i < fixes.size(); i++) {
            Fix fix = fixes.get(i);
            Role risk = fix.risk() == Fix.Risk.DESTRUCTIVE
                    ? Role.PRIMARY
                    : fix.risk() == Fix.Risk.REVERSIBLE ? Role.CONTEXT : Role.PLAIN;
            entry(
                    label(i == 0 ? "fix" : ""),
                    new Span(Role.FIX, fix.id() + "."),
                    Span.plain(page.text(fix.title())),
                    new Span(risk, words.get(i)),
                    room);
            fix.steps().forEach(this::step);
            fix.loses().ifPresent(loses -> below("loses: ", loses));
        }
    }

    /** Columns for the texts of a list, so that the words behind them stand in one column. */
    private int room(List<String> texts, List<String> words) {
        int longest = texts.stream().mapToInt(Columns::of).max().orElse(0);
        int word = words.stream().mapToInt(Columns::of).max().orElse(0);
        return Math.min(longest, page.screen().width() - LABEL - NUMBER - GAP.length() - word);
    }

    private void entry(Span label, Span number, Span text, Span word, int room) {
        List<String> lines = Wrap.words(text.text(), room);
        page.line(
                label,
                new Span(number.role(), Columns.pad(number.text(), NUMBER)),
                new Span(text.role(), Columns.pad(lines.get(0), room)),
                Span.plain(GAP),
                word);
        for (String line : lines.subList(1, lines.size())) {
            page.line(Span.plain(" ".repeat(LABEL + NUMBER)), new Span(text.role(), line));
        }
    }

    private void step(Fix.Step step) {
        if (step instanceof Fix.Step.Edit edit) {
            edit(edit);
        } else if (step instanceof Fix.Step.Run run) {
            command(run.host().map(h -> "run on " + h + ": ").orElse("run: "), ShellWords.of(run.arguments()));
            if (!run.undo().isEmpty()) {
                command("undo: ", ShellWords.of(run.undo()));
            }
        } else if (step instanceof Fix.Step.Do person) {
            below("do: ", person.text());
        }
    }

    private void edit(Fix.Step.Edit edit) {
        Place place = edit.place();
        String line = place.text();
        int from = Math.min(place.column() - 1, line.length());
        int to = Math.min(from + place.length(), line.length());
        String head = end(Utf8.decode(line.substring(0, from)).stripLeading());
        String tail = begin(Utf8.decode(line.substring(to)).stripTrailing());
        String file = place.line() == 0 ? place.file() : place.file() + ":" + place.line();
        page.flow(
                List.of(indent(), new Span(Role.PATH, page.text(file)), Span.plain(": ")),
                Span.plain(page.text("'" + head + edit.from() + tail + "' -> '" + head + edit.to() + tail + "'")),
                LABEL + NUMBER + 2);
    }

    /** The end of a text, cut behind a blank where there is one. */
    private static String end(String text) {
        if (text.length() <= AROUND) {
            return text;
        }
        int from = text.length() - AROUND;
        return CUT + text.substring(Math.max(from, text.indexOf(' ', from) + 1));
    }

    /** The begin of a text, cut at a blank where there is one. */
    private static String begin(String text) {
        if (text.length() <= AROUND) {
            return text;
        }
        int blank = text.lastIndexOf(' ', AROUND);
        return text.substring(0, blank > 0 ? blank : AROUND) + CUT;
    }

    /** Commands are never wrapped: they are there to be copied. */
    private void command(String lead, String command) {
        page.line(indent(), new Span(Role.DIM, page.text(lead)), Span.plain(page.text(command)));
    }

    private void below(String lead, String text) {
        page.flow(List.of(indent(), new Span(Role.DIM, lead)), Span.plain(page.text(text)), LABEL + NUMBER + 2);
    }

    private static Span indent() {
        return Span.plain(" ".repeat(LABEL + NUMBER));
    }
}
