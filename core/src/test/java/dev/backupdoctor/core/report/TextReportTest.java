package dev.backupdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Ask;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.finding.Table;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.testing.Golden;
import dev.backupdoctor.core.value.Place;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {

    private static final Screen PLAIN = new Screen(100, false, true, Verbosity.NORMAL, ZoneOffset.UTC);

    @Test
    void showsEvidenceOfTwoFiles() throws IOException {
        String report = write(Samples.of(Samples.timeout()), PLAIN);

        Golden.check("report/two-files.txt", report);
    }

    @Test
    void wrapsForNarrowTerminal() throws IOException {
        Screen narrow = new Screen(60, false, true, Verbosity.NORMAL, ZoneOffset.UTC);

        String report = write(Samples.of(Samples.timeout()), narrow);

        Golden.check("report/narrow.txt", report);
        assertThat(report.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    }

    @Test
    void paintsSixRoles() throws IOException {
        Screen colour = new Screen(100, true, true, Verbosity.NORMAL, ZoneOffset.UTC);

        String report = write(Samples.of(Samples.timeout()), colour);

        Golden.check("report/colour.txt", report.replaceAll("\u001b\\[([0-9;]*)m", "‹$1›"));
        assertThat(report.replaceAll("\u001b\\[[0-9;]*m", ""))
                .as("colour adds nothing to the text")
                .isEqualTo(write(Samples.of(Samples.timeout()), PLAIN));
    }

    @Test
    void showsFoldedAndRuledOutWhenVerbose() throws IOException {
        Screen verbose = new Screen(100, false, true, Verbosity.VERBOSE, ZoneId.of("Europe/Berlin"));

        String report = write(Samples.of(Samples.timeout()), verbose);

        Golden.check("report/verbose.txt", report);
    }

    @Test
    void showsOneSentenceForEachFindingWhenQuiet() throws IOException {
        Screen quiet = new Screen(100, false, true, Verbosity.QUIET, ZoneOffset.UTC);

        String report = write(Samples.of(Samples.timeout(), Samples.symptom("acme-other", "other trouble")), quiet);

        Golden.check("report/quiet.txt", report);
    }

    @Test
    void escapesBytesThatAreNoUtf8() throws IOException {
        String bytes = "skipped \u00c3\u00bc\u00c3/spool/\u00c3x\u001b[2J.rrd: name \u0085 broken\ttab";
        Place place = new Place("agent.log", 7, 9, 10, 0, bytes);

        String report = write(Samples.of(torn(place)), PLAIN);

        Golden.check("report/invalid-utf8.txt", report);
        assertThat(report).doesNotContain("\u001b").contains("\\x1b").contains("ü");
    }

    @Test
    void writesNothingButAsciiWhenAsked() throws IOException {
        Screen ascii = new Screen(100, false, false, Verbosity.NORMAL, ZoneOffset.UTC);
        Place place = Samples.place("größe.log", 7, "Sicherung für Zürich fehlt", "Zürich");
        Finding finding = Samples.finding(
                "acme-missing",
                Severity.WARNING,
                "no backup of Zürich — 3 × tried…",
                List.of(Samples.primary(place, "größer")));

        String report = write(Samples.of(finding), ascii);

        Golden.check("report/ascii.txt", report);
        assertThat(report.chars()).allMatch(c -> c < 0x80);
    }

    @Test
    void keepsMarkOfLongLineInSight() throws IOException {
        String line = "a".repeat(200) + " " + "b".repeat(2000) + " MARK one " + "c".repeat(1800) + " tail here";
        List<Evidence> evidence = List.of(
                Samples.primary(Samples.place("long.log", 1, line, "MARK"), "this one"),
                Samples.context(Samples.place("long.log", 2, line, "tail here"), "at the end"),
                Samples.context(Samples.place("long.log", 3, line, "aaaa"), "at the begin"),
                Samples.context(Samples.place("long.log", 4, line, "b".repeat(2000)), "longer than the screen"),
                Samples.context(new Place("long.log", 20, 5001, 4, 0, "d".repeat(Place.MAX_TEXT)), "behind the cut"));

        String report = write(Samples.of(Samples.finding("acme-long", Severity.ERROR, "long", evidence)), PLAIN);

        Golden.check("report/long-line.txt", report);
    }

    @Test
    void marksSeveralPartsOfOneLine() throws IOException {
        String line = "job 12 of tenant 7 failed after 30 s with code -4016";
        List<Evidence> evidence = List.of(
                Samples.primary(Samples.place("a.log", 5, line, "-4016"), "internal error"),
                Samples.context(Samples.place("a.log", 5, line, "30 s"), "the time allowed, as set in acme.conf:12"),
                Samples.context(Samples.place("a.log", 5, line, "12"), "the job"),
                Samples.context(Samples.place("a.log", 7, "done", ""), "nothing marked, but said"),
                Samples.context(Place.of("dir/"), "3 files: 0, 1, 2"),
                Samples.context(Place.of("list"), "0 known"),
                Samples.context(Samples.place("b.log", 1, "日本語 ok wide", "ok"), "behind wide characters"));

        String report = write(Samples.of(Samples.finding("acme-job", Severity.CRITICAL, "bad job", evidence)), PLAIN);

        Golden.check("report/several-marks.txt", report);
    }

    @Test
    void saysWhatWasLookedAtWhenNothingWasFound() throws IOException {
        String report = write(Samples.of(), PLAIN);

        Golden.check("report/no-finding.txt", report);
    }

    @Test
    void doesNotCallItCleanWhenNothingWasRecognised() throws IOException {
        List<SourceSeen> sources =
                List.of(Samples.unknown("a.txt"), Samples.unknown("b.txt"), Samples.unknown("c.txt"));
        Diagnosis nothing = new Diagnosis(
                List.of(), List.of(), List.of(), List.of(), sources, new Diagnosis.RuleCounts(0, 0, 0, 0), Samples.NOW);

        String report = write(nothing, PLAIN);

        Golden.check("report/not-recognised.txt", report);
    }

    @Test
    void listsOpenQuestionsAlone() throws IOException {
        Open question = new Open(
                "acme-bitmap-missing",
                "A checkpoint has no bitmap",
                new TreeMap<>(),
                List.of("killed"),
                List.of(new Ask("killed", Optional.empty(), Optional.empty(), "was acmed killed since Monday?")));
        List<Open> open = List.of(
                Samples.open("db01"), Samples.open("db02"), Samples.open("web01"), Samples.open("web02"), question);

        String report = write(Samples.diagnosis(List.of(), open, List.of()), PLAIN);

        Golden.check("report/only-open.txt", report);
    }

    @Test
    void listsWhatWasNotRead() throws IOException {
        List<Problem> problems = List.of(
                Samples.unread("server:/var/log/acme.log.1.gz", "ends in mid-stream: the rest was not read"),
                Samples.unread("missing.log", "no such file"),
                new Problem("old.log", 12, "times have no zone: UTC is assumed", false));

        String report = write(Samples.diagnosis(List.of(), List.of(), problems), PLAIN);

        Golden.check("report/problems.txt", report);
    }

    @Test
    void cutsListOfProblems() throws IOException {
        List<Problem> problems = IntStream.range(0, 30)
                .mapToObj(i -> new Problem("a.log", i + 1, "torn record", false))
                .toList();

        String report = write(Samples.diagnosis(List.of(), List.of(), problems), PLAIN);

        assertThat(report)
                .contains("a.log:10: torn record", " and 20 more (-v)")
                .doesNotContain("a.log:11:");
    }

    @Test
    void wrapsTableThatIsTooWideAndListsWhatStillDoesNotFit() throws IOException {
        List<String> heads = List.of("point", "saved as", "known", "bitmap", "file", "size");
        List<String> row =
                List.of("daily.0", "a description of some length", "yes", "in use", "vda.full.data", "6 GiB");
        Table wide = new Table("", heads.subList(0, 2), List.of(row.subList(0, 2)));
        Table wider = new Table("all at once", heads, List.of(row, row));
        StringBuilder report = new StringBuilder();
        for (int width : new int[] {60, 40}) {
            Page page = new Page(new Screen(width, false, true, Verbosity.NORMAL, ZoneOffset.UTC));
            new TableText(page).write(wide);
            new TableText(page).write(wider);
            report.append("-- ").append(width).append('\n').append(page);
        }

        Golden.check("report/tables.txt", report.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverWritesControlCharactersWhateverTheLogHolds(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            String bytes = random.ints(random.nextInt(300), 0, 256)
                    .mapToObj(b -> String.valueOf((char) b))
                    .collect(Collectors.joining())
                    .replace("\n", "");
            int column = 1 + random.nextInt(320);
            Place place = new Place("x.log", 1, column, random.nextInt(50), 0, bytes);

            String report = write(Samples.of(torn(place)), PLAIN);

            assertThat(report.replace("\n", "").chars())
                    .as("seed %d, round %d", seed, i)
                    .noneMatch(Character::isISOControl);
            assertThat(report.lines())
                    .as("seed %d, round %d", seed, i)
                    .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(100));
        }
    }

    private static Finding torn(Place place) {
        return Samples.finding(
                "acme-name-not-utf8",
                Severity.ERROR,
                "a name is not valid UTF-8",
                List.of(Samples.primary(place, "this name")));
    }

    private static String write(Diagnosis diagnosis, Screen screen) throws IOException {
        StringBuilder out = new StringBuilder();
        new TextReport().write(diagnosis, screen, out);
        return out.toString();
    }
}
