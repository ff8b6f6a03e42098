package dev.backupdoctor.core.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.report.JsonReport;
import dev.backupdoctor.core.report.RunInfo;
import dev.backupdoctor.core.source.Deadline;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.testing.vault.VaultHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {

    @TempDir
    private Path directory;

    private Path home = Path.of("");
    private Path bundle = Path.of("");

    @BeforeEach
    void host() throws IOException {
        home = VaultHost.in(directory.toRealPath().resolve("host")).home();
        bundle = directory.resolve("vault.tar.gz");
    }

    /** Whole, without its interface, without its status, with a log that is torn. */
    @ParameterizedTest
    @ValueSource(strings = {"", "jobs", "status", "log", "torn"})
    void givesTheSameFindingsElsewhere(String missing) throws IOException, BadSetting {
        if (missing.equals("torn")) {
            try (GZIPOutputStream out =
                    new GZIPOutputStream(Files.newOutputStream(home.resolve("log/vault.log.1.gz")))) {
                out.write("2026-11-18 02:00:00 run of web01 took 90 s\n"
                        .repeat(3000)
                        .getBytes(StandardCharsets.UTF_8));
            }
            byte[] whole = Files.readAllBytes(home.resolve("log/vault.log.1.gz"));
            Files.write(home.resolve("log/vault.log.1.gz"), java.util.Arrays.copyOf(whole, whole.length / 2));
        } else if (!missing.isEmpty()) {
            Files.move(home.resolve(missing), home.resolve("gone"));
        }
        LiveCheck check = LiveCheckTest.live(Map.of("home", home.toString()), Duration.ofSeconds(30));
        Collected collected = check.collect(Deadline.NONE);

        Diagnosis here = check.diagnose(collected, Deadline.NONE);
        BundleWriter.write(bundle, "0", collected, Deadline.NONE);
        Diagnosis elsewhere = analyze();

        assertThat(elsewhere.complete()).isEqualTo(missing.isEmpty());
        assertThat(json(elsewhere).replace(bundle + "!/root/", "/").replace(bundle + "!/", ""))
                .isEqualTo(json(here));
    }

    @Test
    void holdsNoSecretAndIsForItsOwnerAlone() throws IOException {
        BundleWriter.write(bundle, "0", collect(), Deadline.NONE);

        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(bundle))) {
            in.transferTo(plain);
        }

        assertThat(plain.toString(StandardCharsets.ISO_8859_1))
                .contains("password = *", "password=*******", "run of web01 took 110 s")
                .doesNotContain("tr0ub4dor", "hunter2");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle)))
                .isEqualTo("rw-------");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactlyInAnyOrder(bundle, directory.resolve("host"));
        }
    }

    @Test
    void isNeverWrittenOverAFile() throws IOException {
        Files.writeString(bundle, "mine");
        Collected collected = collect();

        assertThatThrownBy(() -> BundleWriter.write(bundle, "0", collected, Deadline.NONE))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(bundle).hasContent("mine");
    }

    @Test
    void ofANewerKindIsRefused() throws IOException {
        BundleWriter.write(bundle, "0", collect(), Deadline.NONE);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(bundle))) {
            in.transferTo(plain);
        }
        String newer =
                plain.toString(StandardCharsets.ISO_8859_1).replace("backup-doctor-bundle/1", "backup-doctor-bundle/7");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(bundle))) {
            out.write(newer.getBytes(StandardCharsets.ISO_8859_1));
        }

        assertThatThrownBy(() -> Bundle.among(List.of(bundle.toString())))
                .isInstanceOf(IOException.class)
                .hasMessage(bundle + ": it is a bundle of the kind 'backup-doctor-bundle/7', and this program knows"
                        + " backup-doctor-bundle/1");
    }

    @Test
    void saysWhatTheTimeDidNotSufficeFor() throws IOException, BadSetting {
        BundleWriter.write(bundle, "0", collect(), Deadline.in(Duration.ZERO));

        Diagnosis diagnosis = analyze();

        assertThat(diagnosis.complete()).isFalse();
        assertThat(diagnosis.problems())
                .extracting(Problem::toString)
                .contains(bundle + "!/root" + home + "/vault.conf: not read: the time for the check was over");
    }

    private Collected collect() throws IOException {
        return LiveCheckTest.live(Map.of("home", home.toString()), Duration.ofSeconds(30))
                .collect(Deadline.NONE);
    }

    private Diagnosis analyze() throws IOException, BadSetting {
        return Bundle.analyze(
                LiveCheckTest.book(),
                List.of(bundle.toString()),
                InputStream.nullInputStream(),
                AnalysisOptions.DEFAULT);
    }

    private static String json(Diagnosis diagnosis) throws IOException {
        StringWriter out = new StringWriter();
        new JsonReport().write(diagnosis, new RunInfo("0", Instant.EPOCH, Duration.ZERO, 0), out);
        return out.toString();
    }

    @Test
    void tellsItsTimeAndZone() throws IOException {
        Collected collected = collect();
        BundleWriter.write(bundle, "0", collected, Deadline.NONE);

        List<Bundle> bundles = Bundle.among(List.of(bundle.toString(), home.toString(), "-"));

        assertThat(Bundle.at(bundles)).isEqualTo(Optional.of(collected.when().at()));
        assertThat(Bundle.zone(bundles)).isEqualTo(Optional.of(collected.when().zone()));
        assertThat(Bundle.unseen(bundles)).isEmpty();
    }
}
