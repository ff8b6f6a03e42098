package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.Ended;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads runs out of a log file or a recorded terminal, and from the latter what virsh, qemu-img, ls and cat showed.
 *
 * <pre>
 * # virtnbdbackup -d web01 -l inc -o /srv/backup/web01 -n
 * [2026-11-20 08:43:31] INFO lib common - printVersion [main]: Version: 2.47 Arguments: /usr/bin/virtnbdbackup -d web01 ...
 * [2026-11-20 08:43:33] INFO root virtnbdbackup - main [main]: Finished successfully
 * (exit code 0)
 * # virsh checkpoint-list web01
 * </pre>
 *
 * <p>virtnbdbackup writes {@code backup.<level>.<stamp>.log} into the backup set, the others a log into the home
 * directory; each run begins with its version and arguments. Lines before the first such line belong to a run whose
 * begin is cut off. An uncaught exception is on the terminal only. Runs of several domains that write into one file at
 * the same time are told apart as far as each ends but once.
 */
public final class LogParser implements Parser {

    private static final Pattern VERSION =
            Pattern.compile("Version: (?<version>\\S{1,64}) Arguments: (?<arguments>.*)");
    /** How a wrapper, or script(1), notes it. */
    private static final Pattern EXIT = Pattern.compile(
            "\\(exit code (?<code>\\d{1,3})\\)$|^Script done on .*\\[COMMAND_EXIT_CODE=\"(?<status>\\d{1,3})\"\\]$");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

    @Override
    public void parse(SourceText source, Sink sink) {
        var reading = new Reading(source, sink);
        for (int number = 1; number <= source.lines(); number++) {
            reading.line(number);
        }
        reading.tell();
    }

    /** One source while it is read. */
    private static final class Reading {

        private final SourceText source;
        private final Sink sink;
        private final CommandOutput output;
        private final List<RunDraft> runs = new ArrayList<>();
        /** The newest run of each domain. */
        private final Map<String, RunDraft> newest = new HashMap<>();

        /** The run whose output the lines are; empty after a prompt for another command. */
        private Optional<RunDraft> current = Optional.empty();
        /** The run that a typed {@code echo $?} asks about. */
        private Optional<RunDraft> asked = Optional.empty();

        Reading(SourceText source, Sink sink) {
            this.source = source;
            this.sink = sink;
            this.output = new CommandOutput(source, sink);
        }

        void line(int number) {
            String line = source.line(number);
            String shown = ScreenLine.of(line);
            Optional<LogHead.Found> head = LogHead.in(line);
            if (head.isPresent()) {
                output.end(source.start(number));
                record(head.get(), ScreenLine.plain(line.substring(head.get().to())), number);
                return;
            }
            Matcher exit = EXIT.matcher(shown);
            Optional<Prompt> prompt = Prompt.of(shown);
            if (exit.find()) {
                output.end(source.start(number) + exit.start());
                String code = exit.group("code") == null ? exit.group("status") : exit.group("code");
                exits(Integer.parseInt(code), number);
            } else if (prompt.isPresent()) {
                output.end(source.start(number));
                prompt(prompt.get(), number);
            } else if (asked.isPresent() && NUMBER.matcher(shown).matches()) {
                asked.get().exits(Integer.parseInt(shown), source.place(number));
                asked = Optional.empty();
            } else {
                loose(shown, number);
            }
        }

        private void record(LogHead.Found head, String message, int number) {
            int from = source.start(number) + head.to();
            Place at = source.place(from, from + message.length());
            Matcher version = VERSION.matcher(message);
            if (version.matches()) {
                Optional<Options> options = Options.read(Utf8.decode(version.group("arguments")));
                Optional<String> product =
                        Optional.of(version.group("version")).filter(v -> Character.isDigit(v.charAt(0)));
                begin(new RunDraft(source, source.place(number), options, product), number);
            } else if (current.isEmpty() && !resumes()) {
                begin(new RunDraft(source, orphan(), Optional.empty(), Optional.empty()), number);
            }
            RunDraft run = current.orElseThrow();
            run.record(head, message, at);
            Ending.of(message).ifPresent(how -> ended(run, how));
        }

        /** What looked like a prompt stood in the middle of a run: it goes on. */
        private boolean resumes() {
            current = runs.isEmpty()
                    ? Optional.empty()
                    : Optional.of(runs.get(runs.size() - 1)).filter(RunDraft::mayGoOn);
            current.ifPresent(RunDraft::reopens);
            return current.isPresent();
        }

        /** What lines of a run have as its identity when its begin is cut off. */
        private Place orphan() {
            return runs.isEmpty()
                    ? Place.of(source.source().name())
                    : runs.get(runs.size() - 1).begin();
        }

        private void begin(RunDraft run, int number) {
            current.ifPresent(r -> r.until(number - 1L));
            current.filter(RunDraft::isSilent).ifPresent(runs::remove);
            // The domain's next run shows that the one before it is over, whatever else writes into this file.
            run.domain().map(d -> newest.put(d, run)).ifPresent(RunDraft::closes);
            runs.add(run);
            current = Optional.of(run);
        }

        /** A second end in one run, or one after it was refused, is that of another that writes into the same file. */
        private void ended(RunDraft run, Ended how) {
            boolean over =
                    run.isRefused() || run.ended().filter(Ending::isFinal).isPresent();
            boolean foreign = over && Ending.isFinal(how);
            if (!foreign) {
                run.ends(how);
                return;
            }
            for (int i = runs.size() - 1; i >= 0; i--) {
                RunDraft other = runs.get(i);
                if (other != run && other.ended().isEmpty() && other.program().equals(run.program())) {
                    other.ends(how);
                    return;
                }
            }
        }

        private void exits(int code, int number) {
            current.ifPresent(run -> {
                run.exits(code, source.place(number));
                run.closes();
                run.until(number);
            });
            current = Optional.empty();
        }

        private void prompt(Prompt prompt, int number) {
            current.ifPresent(run -> {
                run.closes();
                run.until(number - 1L);
            });
            asked = prompt.text().equals("echo $?") ? current : Optional.empty();
            current = Optional.empty();
            if (Options.PROGRAMS.contains(prompt.program())) {
                Optional<Options> options = Options.read(Utf8.decode(prompt.text()));
                begin(new RunDraft(source, source.place(number), options, Optional.empty()), number);
            } else {
                output.begin(prompt, number + 1);
            }
        }

        private void loose(String shown, int number) {
            boolean begins = shown.startsWith("Traceback (most recent call last):")
                    || Options.PROGRAMS.stream().anyMatch(p -> shown.startsWith(p + ": error: "));
            if (current.isEmpty() && begins && !output.isOpen()) {
                begin(new RunDraft(source, orphan(), Optional.empty(), Optional.empty()), number);
            }
            current.ifPresent(run -> run.loose(shown, source.place(number)));
        }

        void tell() {
            output.end(source.text().length());
            current.ifPresent(run -> run.until(source.lines()));
            sink.covers(VirtnbdEvent.Run.class, Map.of());
            sink.covers(VirtnbdEvent.MisplacedFile.class, Map.of());
            for (RunDraft run : runs) {
                if (run.isSilent() && !run.isClosed()) {
                    continue;
                }
                sink.event(run.event(), run.begin());
                List<Place> places = run.misplacedAt();
                List<VirtnbdEvent.MisplacedFile> misplaced = run.misplaced();
                for (int i = 0; i < misplaced.size(); i++) {
                    sink.event(misplaced.get(i), places.get(i));
                }
            }
        }
    }
}
