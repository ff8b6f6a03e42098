package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.amanda.event.AmandaEvent;
import dev.backupdoctor.amanda.event.AmandaEvent.Outcome;
import dev.backupdoctor.amanda.event.AmandaEvent.Program;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from a server's trace log, {@code log.<time>.<n>} in its logdir, what no single line says: how a run ended,
 * which DLEs have no outcome, and what a dump program complained of.
 *
 * <pre>
 * START planner date 20261120085023
 * DISK planner mail01.example.com /home                             the run sets out to back it up
 * FAIL dumper mail01.example.com /home 20261120085023 0 [dump (3734) /bin/tar returned 2]
 *   ? /bin/tar: ./a.bin: Read error at byte 4194304, while reading 10240 bytes: Input/output error
 * DONE taper "ST:daily" "POOL:daily" mail01.example.com /srv 20261120085023 1 0 [sec 0.1 kb 50 kps 500.0 orig-kb 140]
 * FINISH driver date 20261120085023 time 10.757
 * INFO amdump pid-done 13771                                        since 3.1, the last line of a run
 * </pre>
 *
 * <p>Format: server-src/logfile.c. As amreport does, it takes a DLE for missing when nothing says that it was dumped,
 * skipped or failed; but only once the run is over. A log without the planner's begin, as amflush writes it, is no run.
 */
public final class AmandaLogParser implements Parser {

    /** What says how a DLE fared. PART is left out: a part may be written before its dump fails. */
    private static final Set<String> OUTCOMES =
            Set.of("SUCCESS", "FAIL", "STRANGE", "PARTIAL", "DONE", "CHUNK", "CHUNKSUCCESS");

    /** Words that are looked at; of the longest outcome line, the disk is the sixth. */
    private static final int MAX_WORDS = 8;

    @Override
    public void parse(SourceText source, Sink sink) {
        var reading = new Reading();
        for (int number = 1; number <= source.lines(); number++) {
            String line = source.line(number);
            if (line.startsWith("  ? ")) {
                reading.complaint(line.substring(4).strip(), source.place(number), sink);
            } else if (!line.isEmpty() && line.charAt(0) != ' ') {
                reading.take(line, number);
            }
        }
        reading.tell(source, sink);
    }

    /** One log while it is read. */
    private static final class Reading {

        private final Map<List<String>, Integer> open = new LinkedHashMap<>();
        private Optional<Integer> began = Optional.empty();
        private Optional<Duration> took = Optional.empty();
        private boolean plannerFinished;
        private boolean driverFinished;
        private final Set<String> done = new HashSet<>();
        private boolean killed;
        private List<String> dumped = List.of();
        private long dles;

        void take(String line, int number) {
            List<String> words = Quoted.words(line, MAX_WORDS).stream()
                    .map(w -> Utf8.decode(Quoted.unquote(w)))
                    .toList();
            if (words.size() < 3) {
                return;
            }
            String type = words.get(0);
            String program = words.get(1);
            if (type.equals("START") && program.equals("planner")) {
                began = Optional.of(number);
            } else if (type.equals("DISK") && program.equals("planner") && words.size() > 3) {
                dles++;
                open.put(List.copyOf(words.subList(2, 4)), number);
            } else if (OUTCOMES.contains(type)) {
                outcome(words);
                dumped = program.equals("dumper") && words.size() > 3 ? words.subList(0, 4) : List.of();
                killed |= line.endsWith("[Killed while dumping]");
            } else if (type.equals("FINISH")) {
                finish(program, line);
            } else if (type.equals("INFO") && words.get(2).equals("pid-done")) {
                done.add(program);
            }
        }

        /** Since 3.4 the names of storage and pool stand before host and disk. */
        private void outcome(List<String> words) {
            for (int i = 2; i + 1 < words.size() && i <= 4; i++) {
                open.remove(words.subList(i, i + 2));
            }
        }

        /** A line of the dump program's output, below the outcome of its dump. */
        void complaint(String text, Place place, Sink sink) {
            boolean strange = !dumped.isEmpty() && dumped.get(0).equals("STRANGE");
            boolean failed = !dumped.isEmpty() && dumped.get(0).equals("FAIL");
            if (!text.isEmpty() && (strange || failed)) {
                Outcome outcome = strange ? Outcome.STRANGE : Outcome.FAIL;
                sink.event(new AmandaEvent.Complaint(dumped.get(2), dumped.get(3), outcome, Utf8.decode(text)), place);
            }
        }

        private void finish(String program, String line) {
            plannerFinished |= program.equals("planner");
            if (program.equals("driver")) {
                driverFinished = true;
                int at = line.lastIndexOf(" time ");
                took = at < 0 ? took : seconds(line.substring(at + 6).strip()).or(() -> took);
            }
        }

        void tell(SourceText source, Sink sink) {
            if (began.isEmpty()) {
                return;
            }
            boolean ended = driverFinished || done.contains("amdump");
            sink.event(
                    new AmandaEvent.Run(took, plannerFinished, driverFinished, ended, killed, dles, open.size()),
                    source.place(began.get()));
            if (ended) {
                dead().ifPresent(p -> sink.event(new AmandaEvent.RunDied(p), source.place(began.get())));
                open.forEach((dle, number) -> {
                    Place place = source.place(number);
                    sink.event(new AmandaEvent.ResultsMissing(dle.get(0), dle.get(1)), place);
                });
            }
        }

        /** Who neither said that its work was finished nor, since 3.1, that its process ends. */
        private Optional<Program> dead() {
            if (!plannerFinished && !done.contains("planner")) {
                return Optional.of(Program.PLANNER);
            }
            return driverFinished || done.contains("driver") ? Optional.empty() : Optional.of(Program.DRIVER);
        }

        /** Seconds with three decimals; anything else is empty. */
        private static Optional<Duration> seconds(String text) {
            int dot = text.indexOf('.');
            boolean plain = dot > 0 && dot <= 9 && text.length() == dot + 4;
            if (!plain || !isDigits(text.substring(0, dot)) || !isDigits(text.substring(dot + 1))) {
                return Optional.empty();
            }
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.substring(0, dot)))
                    .plusMillis(Long.parseLong(text.substring(dot + 1))));
        }

        private static boolean isDigits(String text) {
            return text.chars().allMatch(c -> c >= '0' && c <= '9');
        }
    }
}
