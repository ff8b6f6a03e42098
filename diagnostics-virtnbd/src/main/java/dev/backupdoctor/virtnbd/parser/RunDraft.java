package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.core.value.Version;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.Ended;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** One run while its lines are read. */
final class RunDraft {

    private final SourceText source;
    private final Place begin;
    private final Optional<Options> options;
    private final Optional<String> version;
    private final RestoreOrder order = new RestoreOrder();
    private Optional<LocalDateTime> first = Optional.empty();
    private Optional<LocalDateTime> last = Optional.empty();
    private Optional<Ended> ended = Optional.empty();
    private Optional<Placed<String>> said = Optional.empty();
    private Optional<Placed<String>> reason = Optional.empty();
    private Optional<Placed<String>> crash = Optional.empty();
    private Optional<Placed<Integer>> exit = Optional.empty();
    private String program = "";
    private boolean lastIsError;
    private boolean inTraceback;
    private boolean closed;
    private boolean working;
    private long end;
    private long errors;
    private long warnings;

    /**
     * A run that begins.
     *
     * @param begin its first line
     * @param options empty when the command line is cut off
     */
    RunDraft(SourceText source, Place begin, Optional<Options> options, Optional<String> version) {
        this.source = source;
        this.begin = begin;
        this.options = options;
        this.version = version;
        options.ifPresent(o -> program = o.program());
    }

    /** A record of its log; {@code at} marks the message. */
    void record(LogHead.Found head, String message, Place at) {
        first = first.isPresent() ? first : Optional.of(head.at());
        last = Optional.of(head.at());
        said = Optional.of(new Placed<>(Utf8.decode(message), at));
        inTraceback = false;
        crash = Optional.empty();
        lastIsError = head.isError();
        errors += head.isError() ? 1 : 0;
        warnings += head.level().equals("WARNING") ? 1 : 0;
        if (head.isError() && reason.isEmpty()) {
            reason = said;
        }
        if (program.isEmpty() && Options.PROGRAMS.contains(head.module())) {
            program = head.module();
        }
        working |= Ending.isWork(message);
        order.message(message, at);
    }

    /** A line that is no record: of a traceback, of what argparse says, of a printed header. */
    void loose(String shown, Place at) {
        if (program.isEmpty() && inTraceback) {
            program = Options.PROGRAMS.stream()
                    .filter(p -> shown.contains("/" + p + "\", line "))
                    .findFirst()
                    .orElse("");
        }
        if (shown.startsWith("Traceback (most recent call last):")) {
            inTraceback = true;
        } else if (shown.startsWith("--- Logging error ---") || shown.startsWith("Call stack:")) {
            // logging complains of itself; the program goes on.
            inTraceback = false;
            crash = Optional.empty();
        } else if (inTraceback && !shown.isEmpty() && shown.charAt(0) != ' ' && shown.contains(":")) {
            crash = isTransition(shown) ? Optional.empty() : Optional.of(new Placed<>(Utf8.decode(shown), at));
        } else if (Options.PROGRAMS.stream().anyMatch(p -> shown.startsWith(p + ": error: "))) {
            crash = Optional.of(new Placed<>(Utf8.decode(shown), at));
        } else if (shown.equals("Killed") || shown.equals("Terminated")) {
            closed = true;
        } else {
            order.header(shown);
        }
    }

    private static boolean isTransition(String shown) {
        return shown.startsWith("During handling of the above") || shown.startsWith("The above exception was");
    }

    /** Nothing after this line belongs to it. */
    void until(long line) {
        end = line;
    }

    void ends(Ended how) {
        ended = ended.isPresent() ? ended : Optional.of(how);
    }

    Optional<Ended> ended() {
        return ended;
    }

    void closes() {
        closed = true;
    }

    void reopens() {
        closed = false;
    }

    /** True while nothing says that it is over, but a prompt. */
    boolean mayGoOn() {
        return ended.isEmpty() && exit.isEmpty() && said.isPresent();
    }

    /** True when it met an error before its work began: then it saves what it knows of the domain, and says no more. */
    boolean isRefused() {
        return errors > 0 && !working;
    }

    boolean isClosed() {
        return closed;
    }

    /** True while it is only known from a prompt. */
    boolean isSilent() {
        return said.isEmpty() && crash.isEmpty();
    }

    void exits(int code, Place at) {
        exit = exit.isPresent() ? exit : Optional.of(new Placed<>(code, at));
    }

    String program() {
        return program;
    }

    Optional<String> domain() {
        return options.flatMap(Options::domain);
    }

    Optional<String> indir() {
        return options.flatMap(Options::indir);
    }

    Place begin() {
        return begin;
    }

    List<VirtnbdEvent.MisplacedFile> misplaced() {
        return order.misplaced(indir().orElse("?"), begin);
    }

    /** Where each misplaced file is logged, in the order of {@link #misplaced()}. */
    List<Place> misplacedAt() {
        return order.places();
    }

    VirtnbdEvent.Run event() {
        boolean refused = lastIsError || isRefused();
        Optional<Ended> how = ended.or(() -> refused ? Optional.of(Ended.REFUSED) : crash.map(c -> Ended.CRASHED));
        Optional<Placed<String>> why = reason.or(() -> crash);
        return new VirtnbdEvent.Run(
                program.isEmpty() ? "?" : program,
                options.flatMap(Options::subject).orElse("?"),
                version.map(Version::new),
                domain(),
                options.flatMap(Options::level),
                options.flatMap(Options::outdir),
                options.flatMap(Options::checkpointDir),
                indir(),
                SetName.ofLog(source.source()),
                begin,
                end,
                first,
                last,
                how,
                said,
                exit,
                errors,
                warnings,
                why,
                why.map(Placed::value).orElseGet(this::exitCode),
                closed);
    }

    private String exitCode() {
        return exit.filter(e -> e.value() != 0)
                .map(e -> "exit code " + e.value())
                .orElse("");
    }
}
