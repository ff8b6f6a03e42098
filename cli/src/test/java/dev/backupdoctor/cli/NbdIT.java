package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.Program;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The nbd commands as a user types them, and the launchers that stand in for the original programs. */
@RequiresLibvirt
class NbdIT {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("distribution")));

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    private final List<Process> started = new ArrayList<>();
    private TestDomain domain;
    private String set;

    @BeforeEach
    void startDomain() throws IOException, InterruptedException {
        domain = bench.domain().disk("vda", 8 * MIB).start().writeRandom("vda", 1, MIB, 64 * KIB);
        set = bench.newDirectory("set").toString();
    }

    @AfterEach
    void endDomain() throws IOException, InterruptedException {
        // Those of a test that failed on the way.
        started.forEach(Process::destroyForcibly);
        domain.undefine();
    }

    @Test
    void backsUpVerifiesRestoresAndCompares() throws IOException, InterruptedException {
        assertThat(backup("full").exit()).isZero();
        domain.write("vda", 0x22, 2 * MIB, 128 * KIB).discard("vda", MIB, 64 * KIB);
        Run inc = backup("inc");
        Path images = bench.newDirectory("images");
        String image = images.resolve(domain.image("vda").getFileName()).toString();

        Run info = run("info", set);
        Run verify = run("verify", set);
        Run restore = run("restore", "-i", set, "-o", images.toString(), "-U", bench.uri(), "-D", "-N", "web-2");
        domain.destroy();
        Run same = run("compare", set, "--disk", "vda", domain.image("vda").toString());
        Run different = run("compare", set, "--disk", "vda", "--until", "virtnbdbackup.0", image);

        assertThat(inc.err())
                .contains("Got 1 extents to backup.")
                .contains("131072 bytes [128.0KiB] of data extents to backup")
                .contains("INFO root nbd - main [main]: Finished successfully");
        assertThat(info.out()).contains("points: virtnbdbackup.0, virtnbdbackup.1");
        assertThat(verify.exit()).isZero();
        assertThat(restore.exit()).as(restore.err()).isZero();
        assertThat(restore.err())
                .contains("Applying data from backup file: [" + set + "/vda.inc.virtnbdbackup.1.data]")
                .contains("End of stream, [");
        assertThat(images.resolve("vmconfig.virtnbdbackup.1.xml"))
                .content()
                .contains("<name>web-2</name>")
                .contains(image);
        assertThat(restore.err()).contains("Successfully defined domain: [web-2]");
        bench.virsh("undefine", "web-2").ok();
        assertThat(same.exit()).as(same.err()).isZero();
        assertThat(same.out()).startsWith("identical");
        assertThat(different.exit()).isOne();
        assertThat(different.out()).contains("196608 bytes differ");
        domain.start();
    }

    @Test
    void keepsALogInTheSet() throws IOException {
        backup("full");

        try (Stream<Path> files = Files.list(Path.of(set))) {
            Path log = files.filter(file -> file.getFileName().toString().matches("backup\\.full\\.\\d{14}\\.log"))
                    .findFirst()
                    .orElseThrow();
            assertThat(log)
                    .content()
                    .contains("Version: ")
                    .contains("Backup level: [full]")
                    .contains("Finished successfully");
        }
    }

    @Test
    void endsWithOneWhenItIsRefusedAndWithTwoWhenWarningsCount() {
        Run refused = backup("inc");
        Run warned = backup("full", "--strict");

        assertThat(refused.exit()).isOne();
        assertThat(refused.err())
                .contains("No full backup found in target directory")
                .contains("Error during backup");
        assertThat(warned.err()).contains("WARNING root nbd - freeze [main]: argument unsupported: QEMU guest agent");
        assertThat(warned.exit()).isEqualTo(2);
    }

    @Test
    void leavesAJobAndEndsIt() {
        assertThat(backup("copy", "-s").exit()).isZero();

        Run second = backup("copy");
        Run killed = backup("copy", "-k");
        Run third = backup("copy");

        assertThat(second.exit()).isOne();
        assertThat(second.err()).contains("Active block job for running domain");
        assertThat(killed.exit()).isZero();
        assertThat(third.exit()).isZero();
    }

    @Test
    void verifyFindsAFlippedByte() throws IOException {
        backup("full", "--compress");
        Path data = Path.of(set, "vda.full.data");
        byte[] bytes = Files.readAllBytes(data);
        bytes[bytes.length / 2] ^= 1;
        Files.write(data, bytes, StandardOpenOption.TRUNCATE_EXISTING);

        Run verify = run("verify", set, "--format", "json");

        assertThat(verify.exit()).isOne();
        assertThat(verify.out()).contains("\"broken\" : true").contains("\"file\" : \"vda.full.data\"");
    }

    @Test
    void dumpsWhatTheOriginalDumps() {
        backup("full");

        assertThat(run("dump", set, "--format", "json").out())
                .contains("\"checkpointName\"")
                .contains("virtnbdbackup.0");
    }

    @Test
    void standsInForTheOriginalPrograms() throws IOException, InterruptedException {
        Path images = bench.newDirectory("images");
        compat("virtnbdbackup", "-U", bench.uri(), "-d", domain.name(), "-l", "auto", "-o", set, "--no-sparse-detect")
                .ok();

        Program.Ended restored =
                compat("virtnbdrestore", "-i", set, "-o", images.toString()).ok();
        Program.Ended again = compat("virtnbdrestore", "-i", set, "-o", images.toString());

        assertThat(restored.log()).contains("End of stream");
        assertThat(again.exit()).as("an image is never written over").isOne();
        assertThat(Program.of(
                                "qemu-img",
                                "compare",
                                images.resolve(domain.image("vda").getFileName())
                                        .toString(),
                                domain.truth("vda").toString())
                        .run()
                        .out())
                .contains("Images are identical");
    }

    @Test
    void saysWhatCannotBeProved() throws IOException {
        backup("full");
        Files.delete(Path.of(set, "vda.full.data.chksum"));

        Run verify = run("verify", set);
        Run json = run("verify", set, "--format", "json");
        Run asAction = run("restore", "-a", "verify", "-i", set, "-o", "/dev/null");

        assertThat(verify.exit()).isEqualTo(ExitCode.UNCHECKED);
        assertThat(verify.err()).contains("Not proved: 1 of 1 files have no checksum");
        assertThat(json.out()).contains("\"broken\" : false").contains("\"proved\" : false");
        assertThat(asAction.exit()).as("as the original").isZero();
        assertThat(asAction.err()).contains("WARNING root nbd - verify [main]: Not proved");
    }

    @Test
    void mapsABackupUntilCtrlC() throws IOException, InterruptedException {
        backup("full", "--compress");
        Path said = bench.directory().resolve("said");
        Path errors = bench.directory().resolve("errors");
        Process process = bench.program(interruptible("virtnbdmap", "-f", set + "/vda.full.data", "--no-device", "-r"))
                .start(said, errors);
        started.add(process);
        await(said, "nbd+unix://");

        Program.Ended compared = Program.of(
                        "qemu-img",
                        "compare",
                        "-f",
                        "raw",
                        Files.readString(said).strip(),
                        domain.truth("vda").toString())
                .run();
        Program.of("kill", "-INT", Long.toString(process.pid())).run().ok();

        assertThat(compared.out()).as(compared.err()).contains("Images are identical");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    }

    @Test
    void ctrlCEndsTheJobAndLeavesNothing() throws IOException, InterruptedException {
        domain.writeRandom("vda", 2, 0, 8 * MIB);
        Path said = bench.directory().resolve("said");
        Process process = bench.program(interruptible(
                        "virtnbdbackup", "-U", bench.uri(), "-d", domain.name(), "-l", "full", "-o", set, "-z", "12"))
                .start(said, said);
        started.add(process);
        await(said, "Starting backup job");

        Program.of("kill", "-INT", Long.toString(process.pid())).run().ok();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String log = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(log).isOne();
        assertThat(log).contains("Signal caught");
        assertThat(bench.virsh("domjobinfo", domain.name()).ok().out()).contains("None");
        assertThat(bench.virsh("checkpoint-list", domain.name(), "--name").ok().out())
                .isBlank();
        assertThat(Path.of(set, "vda.full.data.partial")).doesNotExist();
        assertThat(Path.of(set, "vda.full.data")).doesNotExist();
    }

    private static void await(Path file, String text) throws IOException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(file).contains(text)) {
            assertThat(System.nanoTime())
                    .as("'%s' in %s", text, Files.readString(file))
                    .isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private Run backup(String level, String... options) {
        List<String> words =
                new ArrayList<>(List.of("backup", "-U", bench.uri(), "-d", domain.name(), "-l", level, "-o", set));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new));
    }

    private static Run run(String... arguments) {
        return Run.of(
                FakeEngine.finding(Acme.clean()),
                Stream.concat(Stream.of("nbd"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static Program.Ended compat(String program, String... arguments) throws IOException, InterruptedException {
        return bench.program(words(program, arguments)).run();
    }

    /** A program in the background of a script ignores Ctrl-C, and what it starts inherits that. */
    private static List<String> interruptible(String program, String... arguments) {
        List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT"));
        words.addAll(words(program, arguments));
        return words;
    }

    private static List<String> words(String program, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(HOME.resolve("compat").resolve(program).toString());
        words.addAll(List.of(arguments));
        return words;
    }
}
