package dev.backupdoctor.oceanbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.RuleErrors;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.format.FormatReader;
import dev.backupdoctor.core.format.Reading;
import dev.backupdoctor.core.format.SourceEvents;
import dev.backupdoctor.core.source.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Finds exactly the failures that a generated log holds, however it is kept and read. */
class ObserverLogTest {

    private static final int BYTES = 4 << 20;

    @TempDir
    Path dir;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("campaigns") ? 50 : 2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void findsWhatFailedAndNothingElse(long seed) throws Exception {
        var log = new ObserverLog(seed, BYTES, 12);
        Path file = Files.write(dir.resolve("observer.log"), log.bytes());

        Diagnosis one = analyse(file, 1);
        Diagnosis two = analyse(file, 2);

        assertThat(one.findings()).as("seed " + seed).hasSameSizeAs(log.incidents());
        for (ObserverLog.Incident it : log.incidents()) {
            assertThat(one.findings())
                    .as("%s, seed %d", it, seed)
                    .filteredOn(f -> tells(f, it))
                    .hasSize(1);
        }
        assertThat(two).isEqualTo(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void findsTheSameInCompressedAndInRotatedLogs(long seed) throws Exception {
        var log = new ObserverLog(seed, BYTES, 12);
        Path whole = Files.write(Files.createDirectory(dir.resolve("whole")).resolve("observer.log"), log.bytes());
        Path packed = write(Files.createDirectory(dir.resolve("packed")).resolve("observer.log.gz"), log.bytes());
        Path rotated = rotated(log, Files.createDirectory(dir.resolve("rotated")));

        List<String> said = said(analyse(whole, 1));

        assertThat(said(analyse(packed, 2))).as("seed " + seed).isEqualTo(said);
        assertThat(said(analyse(rotated, 2))).as("seed " + seed).isEqualTo(said);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsTheSameInBlocksOfAnySize(long seed) throws Exception {
        byte[] bytes = new ObserverLog(seed, BYTES / 4, 6).bytes();

        Format format = book().formatList().stream()
                .filter(f -> f.name().equals("oceanbase-log"))
                .findFirst()
                .orElseThrow();

        List<SourceEvents> read = Stream.of(997, 64 << 10, 512 << 10)
                .map(size -> new Reading.Limits(size, 1 << 20, 48 << 20, 1 << 20))
                .flatMap(limits -> Stream.of(1, 3)
                        .map(threads -> read(format, bytes, new Reading(ZoneOffset.UTC, true, limits, threads))))
                .toList();

        SourceEvents one = read.get(0);
        assertThat(one.events()).isNotEmpty();
        for (SourceEvents other : read) {
            assertThat(other.events()).as("seed " + seed).isEqualTo(one.events());
            assertThat(other.claims()).isEqualTo(one.claims());
            assertThat(other.problems()).isEqualTo(one.problems());
            assertThat(other.lines()).isEqualTo(one.lines());
            assertThat(other.events())
                    .extracting(Event::fields)
                    .isEqualTo(one.events().stream().map(Event::fields).toList());
        }
    }

    private static SourceEvents read(Format format, byte[] bytes, Reading reading) {
        var source = new Source("observer.log", "observer.log", Optional.empty());
        return FormatReader.read(format, source, new ByteArrayInputStream(bytes), reading);
    }

    /** Five parts, all but the last under the moment of their end, one of them compressed; and the twin of all. */
    private static Path rotated(ObserverLog log, Path to) throws IOException {
        List<byte[]> parts = log.parts(5);
        for (int i = 0; i < 4; i++) {
            Path part = to.resolve("observer.log.2025030404%02d00123".formatted(10 + i));
            if (i == 2) {
                write(part.resolveSibling(part.getFileName() + ".gz"), parts.get(i));
            } else {
                Files.write(part, parts.get(i));
            }
        }
        Files.write(to.resolve("observer.log"), parts.get(4));
        Files.write(to.resolve("observer.log.wf"), log.warnings());
        return to;
    }

    private static Path write(Path file, byte[] bytes) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        }
        return file;
    }

    private static Rulebook book() {
        try {
            return Rulebook.load(List.of(new OceanbaseModule()), List.of());
        } catch (RuleErrors e) {
            throw new AssertionError(e);
        }
    }

    private static Diagnosis analyse(Path path, int threads) throws BadSetting {
        return Analysis.run(
                book(),
                List.of(path.toString()),
                InputStream.nullInputStream(),
                AnalysisOptions.DEFAULT.threads(threads));
    }

    /** About the tenant or the trace, with the code, and with the failed task under it. */
    private static boolean tells(Finding finding, ObserverLog.Incident it) {
        boolean code = all(finding).anyMatch(f -> f.message().contains(String.valueOf(it.code())));
        boolean task = all(finding)
                .anyMatch(f -> it.trace().equals(f.key().get("trace"))
                        && String.valueOf(it.tenant()).equals(f.key().get("tenant"))
                        && String.valueOf(it.ls()).equals(f.key().get("ls")));
        return code && task;
    }

    private static Stream<Finding> all(Finding finding) {
        return Stream.concat(Stream.of(finding), finding.symptoms().stream().flatMap(ObserverLogTest::all));
    }

    /** What is said, and the lines that show it, wherever they stand. */
    private static List<String> said(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .flatMap(ObserverLogTest::all)
                .map(f -> f.severity() + " " + f.confidence() + " " + f.rule() + " " + f.key() + " " + f.message() + " "
                        + f.evidence().stream().map(e -> e.place().text()).toList())
                .toList();
    }
}
