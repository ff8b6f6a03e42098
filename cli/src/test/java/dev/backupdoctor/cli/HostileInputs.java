package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.backupdoctor.cli.acme.AcmeModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory with a healthy log, beside which something hostile lies, and what the program makes of it. */
abstract class HostileInputs {

    static final String BEGIN = "2026-11-20 02:00:00 copying disks of web01 to /srv/backup\n";
    static final String FULL = BEGIN + "2026-11-20 02:10:00 cannot write /srv/backup/web01.7: no space left on /srv\n";

    private static final String HEALTHY = """
            2026-11-20 02:00:00 copying disks of web02 to /srv/backup
            2026-11-20 02:20:00 all copies are done, they took 1200 s
            """;

    /** What the analysis of the directory gave. */
    record Outcome(int exit, JsonNode report) {

        /** {@code file: reason} of each problem that leaves a gap. */
        List<String> gaps() {
            List<String> gaps = new ArrayList<>();
            report.get("problems").forEach(p -> {
                if (p.path("incomplete").asBoolean()) {
                    gaps.add(p.get("file").asText() + ": " + p.get("reason").asText());
                }
            });
            return gaps;
        }

        /** Something was not read, the reason is told, the rest was analysed. */
        void isIncomplete(String file, String reason) {
            assertThat(gaps())
                    .anySatisfy(gap -> assertThat(gap).startsWith(file + ": ").contains(reason));
            assertThat(exit).as("exit code of %s", report).isEqualTo(3);
            assertThat(report.get("sources").findValuesAsText("path")).contains("healthy/acme.log");
        }

        /** The full disk was found, and everything was read. */
        void findsTheFullDisk() {
            assertThat(gaps()).isEmpty();
            assertThat(report.get("findings").findValuesAsText("rule")).containsExactly("acme-disk-full");
            assertThat(exit).isEqualTo(1);
        }

        /** What is passed over leaves no gap. */
        void isClean() {
            assertThat(gaps()).isEmpty();
            assertThat(report.get("findings")).isEmpty();
            assertThat(exit).isZero();
        }
    }

    @TempDir
    protected Path directory;

    @BeforeEach
    void writeHealthyLog() throws IOException {
        Files.createDirectory(directory.resolve("healthy"));
        Files.writeString(directory.resolve("healthy/acme.log"), HEALTHY);
        Files.writeString(directory.resolve("healthy/acme.conf"), "timeout of web02 is 1300 s\n");
    }

    Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    Outcome analyse() throws IOException {
        Run run = Run.of(
                new CoreEngine(List.of(new AcmeModule())),
                "analyze",
                "--format=json",
                "--zone=UTC",
                directory.toString());
        return outcome(run);
    }

    Outcome outcome(Run run) throws IOException {
        assertThat(run.out()).as(run.err()).startsWith("{");
        return new Outcome(run.exit(), new ObjectMapper().readTree(run.out().replace(directory + "/", "")));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] packed(String compression, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream packing = new CompressorStreamFactory().createCompressorOutputStream(compression, out)) {
            packing.write(content);
        } catch (CompressorException e) {
            throw new IOException(e);
        }
        return out.toByteArray();
    }

    /** Lines that do not pack well, so that a cut falls among them. */
    static byte[] manyLines() {
        var random = new java.util.SplittableRandom(1);
        StringBuilder lines = new StringBuilder(BEGIN);
        for (int i = 0; i < 20_000; i++) {
            lines.append("2026-11-20 02:00:00 copied ")
                    .append(random.nextLong())
                    .append('\n');
        }
        return bytes(lines.toString());
    }

    static byte[] half(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
    }

    static byte[] tar(String name, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new TarArchiveOutputStream(bytes, "UTF-8")) {
            var entry = new TarArchiveEntry(name, true);
            entry.setSize(content.length);
            out.putArchiveEntry(entry);
            out.write(content);
            out.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    /** A tar of members without content: links, devices. */
    static byte[] tar(TarArchiveEntry... members) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new TarArchiveOutputStream(bytes, "UTF-8")) {
            for (TarArchiveEntry member : members) {
                out.putArchiveEntry(member);
                out.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
