package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.checkmk.event.CheckmkEvent;
import dev.backupdoctor.checkmk.event.CheckmkEvent.Refusal;
import dev.backupdoctor.checkmk.parser.LogLine.Says;
import dev.backupdoctor.checkmk.parser.Run.Failure;
import dev.backupdoctor.checkmk.parser.Run.Program;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells the runs apart in what mkbackup and omd print: a log, a copy of a terminal or of the web interface, mails of
 * cron, or the output that a state file keeps.
 *
 * <p>A run of mkbackup goes from its first line to the next run's; within it the first error with a number or a name is
 * the reason. A call of omd by hand has no first line, and only its failure is known of it.
 */
final class RunReader {

    /** What follows in a longer line is no text of mkbackup, but perhaps an archive that got into the log. */
    private static final int MAX_LINE = 16 << 10;

    private final List<Run> runs = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private Optional<Run> current = Optional.empty();
    private Optional<OpenTraceback> open = Optional.empty();
    private Optional<String> site = Optional.empty();
    private Optional<Says.Called> called = Optional.empty();
    private boolean justFailed;

    /** A line by which mkbackup refused to begin. */
    record Refused(Place place, CheckmkEvent.StartRefused event) {}

    /** A traceback with its first line. */
    private record OpenTraceback(Traceback traceback, Place begin, boolean ofOmd) {}

    /** The runs so far, in their order. */
    List<Run> runs() {
        return runs;
    }

    List<Refused> refused() {
        return refused;
    }

    /**
     * Reads the next line.
     *
     * @param raw one char per byte
     * @param place of the line, asked for only where something stands
     */
    void read(String raw, Supplier<Place> place) {
        String line = (raw.length() > MAX_LINE ? raw.substring(0, MAX_LINE) : raw).stripTrailing();
        if (open.isPresent() && inTraceback(open.get(), line, place)) {
            return;
        } else if (RrdDialogue.speaks(line)) {
            dialogue(line, place);
        } else if (!line.isEmpty()) {
            justFailed = false;
            LogLine said = LogLine.of(line);
            if (!(said.says() instanceof Says.Started)) {
                said.at().ifPresent(t -> current.ifPresent(r -> r.saw(t)));
            }
            take(said, line, place);
        }
    }

    /** Says that nothing follows. */
    void end() {
        open.ifPresent(this::cut);
    }

    private void take(LogLine line, String text, Supplier<Place> place) {
        Says says = line.says();
        if (says instanceof Says.Started s) {
            current.filter(r -> r.program() == Program.MKBACKUP && r.id().equals(s.id()))
                    .ifPresent(Run::end);
            line.at().ifPresent(begin(new Run(Program.MKBACKUP, place.get(), s.id(), s.target()))::saw);
        } else if (says instanceof Says.Completed c) {
            completed(c, line.at(), place);
        } else if (says instanceof Says.RestoreStarted) {
            begin(new Run(Program.RESTORE, place.get(), "", Optional.empty()));
        } else if (says instanceof Says.SiteBegun s) {
            current.ifPresent(r -> r.named(Optional.of(s.site()), Optional.empty()));
        } else if (says instanceof Says.ExceptionFollows e && e.modern()) {
            current.ifPresent(Run::sawModernWords);
        } else if (says instanceof Says.TracebackBegins t) {
            open = Optional.of(new OpenTraceback(new Traceback(), place.get(), t.ofOmd()));
        } else if (says instanceof Says.OmdFailed f) {
            Run run = f.byHand() && !mayExplain() ? byHand(place) : running(place);
            failed(run, new Failure(place.get(), f.reason(), Optional.empty(), true));
        } else if (says instanceof Says.Complained && isUndecided(Program.MKBACKUP)) {
            running(place).fail(new Failure(place.get(), Reason.of(text), Optional.empty(), false));
        } else {
            around(says, text, place);
        }
    }

    private void around(Says says, String text, Supplier<Place> place) {
        if (says instanceof Says.Refused r && r.reason() == Refusal.KEY_MISSING && isUndecided(Program.MKBACKUP)) {
            running(place).fail(new Failure(place.get(), Reason.of(text), Optional.empty(), false));
        } else if (says instanceof Says.Refused r) {
            refused(r.reason(), text, place);
        } else if (says instanceof Says.Prompted p) {
            current.ifPresent(Run::end);
            current = Optional.empty();
            site = Optional.of(p.site());
            called = p.call();
        } else if (says instanceof Says.Called c) {
            called = Optional.of(c);
        }
    }

    private Run begin(Run run) {
        run.named(run.program() == Program.RESTORE ? Optional.empty() : site, Optional.empty());
        runs.add(run);
        current = Optional.of(run);
        return run;
    }

    private boolean isUndecided(Program program) {
        return current.filter(r -> r.program() == program && !r.isDecided()).isPresent();
    }

    /** True when a line of omd may be the reason of a run of mkbackup that has none so far, or none that says much. */
    private boolean mayExplain() {
        return current.filter(r -> r.program() == Program.MKBACKUP)
                .filter(r -> r.failure().filter(f -> f.reason().isSpecific()).isEmpty())
                .isPresent();
    }

    /** The run that a line of mkbackup belongs to; a new one where its begin is missing. */
    private Run running(Supplier<Place> place) {
        return current.filter(r -> r.program() != Program.OMD)
                .orElseGet(() -> begin(new Run(Program.MKBACKUP, place.get(), "", Optional.empty())));
    }

    /** The call of omd that a line belongs to. */
    private Run byHand(Supplier<Place> place) {
        return isUndecided(Program.OMD)
                ? current.orElseThrow()
                : begin(new Run(Program.OMD, place.get(), "", Optional.empty()));
    }

    private void dialogue(String line, Supplier<Place> place) {
        boolean mixedUp = justFailed;
        if (mixedUp) {
            // What went through a buffer came later than what did not: the last command cannot be told any more.
            current.ifPresent(Run::mixedUp);
        }
        justFailed = false;
        Run run = byHand(place);
        if (mixedUp) {
            run.mixedUp();
        }
        run.dialogue().read(line, place);
        if (run.site().isEmpty()) {
            run.named(SitePath.site(line), Optional.empty());
        }
    }

    private void completed(Says.Completed how, Optional<LocalDateTime> at, Supplier<Place> place) {
        Run run = running(place);
        at.ifPresent(run::saw);
        run.complete(new Run.Completed(place.get(), how.took(), how.size()));
        current = Optional.empty();
    }

    private void failed(Run run, Failure failure) {
        run.fail(failure);
        justFailed = run.program() == Program.OMD;
    }

    /** True when the line belongs to the traceback. */
    private boolean inTraceback(OpenTraceback in, String line, Supplier<Place> place) {
        boolean foreign = !in.traceback().isWhole()
                && (LogLine.of(line).at().isPresent() || LogLine.of(line).says() instanceof Says.Prompted);
        Traceback.Line is = foreign ? Traceback.Line.FOREIGN : in.traceback().read(line);
        if (is == Traceback.Line.RAISED) {
            raised(in, Reason.of(line), place.get());
        } else if (is == Traceback.Line.FOREIGN) {
            if (!in.traceback().isWhole()) {
                cut(in);
            }
            open = Optional.empty();
        }
        return is != Traceback.Line.FOREIGN;
    }

    private void cut(OpenTraceback in) {
        if (!in.traceback().isWhole()) {
            raised(in, Reason.cut(), in.begin());
        }
    }

    private void raised(OpenTraceback in, Reason reason, Place place) {
        Optional<Refusal> refusal = Refusals.of(reason.text());
        boolean ours = in.ofOmd() || in.traceback().isOfBackup();
        boolean inRun = current.filter(r -> r.program() != Program.OMD)
                .filter(r -> !r.isDecided() || ours)
                .isPresent();
        if (refusal.isPresent() && !inRun) {
            refused(refusal.get(), reason.text(), () -> place);
        } else if (inRun || ours) {
            boolean byHand = !in.ofOmd() && in.traceback().isOfOmd();
            Run run = byHand && !mayExplain() ? byHand(() -> place) : running(() -> place);
            failed(run, new Failure(place, reason, Optional.of(in.traceback()), in.ofOmd() || byHand));
        }
    }

    private void refused(Refusal reason, String text, Supplier<Place> place) {
        if (called.filter(c -> !c.forBackup()).isPresent()) {
            return;
        }
        refused.add(new Refused(
                place.get(),
                new CheckmkEvent.StartRefused(
                        called.flatMap(Says.Called::site).or(() -> site),
                        called.flatMap(Says.Called::job),
                        reason,
                        Utf8.decode(text),
                        Refusals.path(text))));
    }
}
