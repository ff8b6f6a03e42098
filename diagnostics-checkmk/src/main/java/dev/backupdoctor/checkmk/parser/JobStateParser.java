package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.checkmk.event.CheckmkEvent;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Reads the state file of a job, {@code ~/var/check_mk/backup/<job>.state}, which mkbackup keeps from the begin to the
 * end of each run.
 *
 * <pre>
 * {
 *     "finished": 1647484201.4252322,            seconds since 1970; since 2.2 null until the end
 *     "next_schedule": 1647570600.0,             null: by hand only; "disabled"
 *     "output": "2022-03-17 02:30:01 --- Starting backup ...",
 *     "pid": 28198,
 *     "started": 1647484201.2730498,
 *     "state": "finished",                       started, running, finished
 *     "success": false                           counts only when finished
 * }
 * </pre>
 *
 * <p>The agent of the host hands them on in its section {@code mkbackup}. Format: cmk/utils/backup/job.py. The state of
 * a restore has the same form, and states nothing of a backup.
 */
public final class JobStateParser implements Parser {

    private static final String ENDING = ".state";

    @Override
    public void parse(SourceText source, Sink sink) {
        boolean ofRestore = source.source().fileName().startsWith("restore");
        if (!ofRestore && !SitePath.isInBackup(source.source().name())) {
            StatePart.of(source).forEach(part -> parse(source, part, sink));
        }
    }

    private static void parse(SourceText source, StatePart part, Sink sink) {
        JsonFields json = JsonFields.of(source, part.from(), part.to(), sink);
        if (!json.isWhole() || json.text("state").isEmpty()) {
            return;
        }
        List<String> output =
                PythonText.bytes(json.text("output").orElse("")).lines().toList();
        Place whole = json.place("output").orElseGet(() -> source.place(source.lineAt(part.from())));
        List<Place> lines = json.lines("output");
        Run run = run(output, i -> i < lines.size() ? lines.get(i) : whole);
        if (run.program() != Run.Program.RESTORE) {
            new Reading(source, part, json, run).tell(output, sink);
        }
    }

    /** The run in the output; one of which nothing is known when there is none. */
    private static Run run(List<String> output, IntFunction<Place> places) {
        var reader = new RunReader();
        for (int i = 0; i < output.size(); i++) {
            int number = i;
            reader.read(output.get(i), () -> places.apply(number));
        }
        reader.end();
        List<Run> runs = reader.runs();
        return runs.isEmpty()
                ? new Run(Run.Program.MKBACKUP, places.apply(0), "", Optional.empty())
                : runs.get(runs.size() - 1);
    }

    /** A state file with the run in its output. */
    private record Reading(SourceText source, StatePart part, JsonFields json, Run run) {

        void tell(List<String> output, Sink sink) {
            Optional<String> job = job();
            Optional<LocalDateTime> started = time("started");
            Optional<LocalDateTime> finished = time("finished");
            boolean isFinished = json.text("state").equals(Optional.of("finished"));
            Optional<LocalDateTime> at = isFinished ? finished.or(() -> started) : started;
            job.ifPresent(j -> sink.event(
                    new CheckmkEvent.JobState(root(), site(), j, at, isFinished, time("next_schedule")),
                    place("next_schedule")));
            var events = new RunEvents(run, site(), job, at, place("state"));
            Optional<Boolean> success = json.yesNo("success");
            if (!isFinished) {
                events.unfinished(json.number("pid").filter(n -> n.scale() <= 0).map(BigDecimal::longValue), sink);
            } else if (success.isEmpty()) {
                sink.problem(place("state").line(), "the run is finished, but success is neither true nor false");
            } else if (success.get()) {
                Optional<Duration> took = started.flatMap(s -> finished.map(f -> Duration.between(s, f)));
                events.completed(new Run.Completed(place("success"), took, size()), sink);
            } else {
                failed(events, output, sink);
            }
        }

        private void failed(RunEvents events, List<String> output, Sink sink) {
            if (json.has("size")) {
                // Before 2.2 a run that failed has no size, not even null.
                run.sawModernWords();
            }
            events.failed(run.failure().orElseGet(() -> lastWords(output, run.begin())), sink);
        }

        private String root() {
            String below = "var/check_mk/backup/" + source.source().fileName();
            return SitePath.root(source.source().name(), below);
        }

        private Optional<String> site() {
            return part.site().or(() -> SitePath.site(source.source().name())).or(run::site);
        }

        /** The file's name, unless the output shows that it was renamed. */
        private Optional<String> job() {
            String file = source.source().fileName();
            Optional<String> name = file.endsWith(ENDING)
                    ? Optional.of(file.substring(0, file.length() - ENDING.length()))
                    : Optional.empty();
            if (part.job().isPresent()) {
                return part.job();
            }
            return name.filter(n -> run.job().isEmpty() || run.job().get().equals(n.replace('+', '-')))
                    .or(run::job);
        }

        private Place place(String field) {
            return json.place(field).orElseGet(() -> source.place(source.lineAt(part.from())));
        }

        private Optional<LocalDateTime> time(String field) {
            return json.number(field).flatMap(JsonNumbers::time);
        }

        private Optional<Size> size() {
            return json.number("size").flatMap(JsonNumbers::size);
        }
    }

    /** The last line of an output that has no known form. */
    private static Run.Failure lastWords(List<String> output, Place place) {
        Reason reason = output.stream()
                .filter(line -> !line.isBlank())
                .reduce((a, b) -> b)
                .map(Reason::of)
                .orElseGet(Reason::unknown);
        return new Run.Failure(place, reason, Optional.empty(), false);
    }
}
