package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.core.testing.vault.VaultHost;
import dev.backupdoctor.core.testing.vault.VaultModule;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole checks, as processes of their own, that meet each other or cannot keep anything. */
class CheckStateTest {

    @TempDir
    private Path directory;

    private Path home = Path.of("");
    private Path state = Path.of("");
    private Path store = Path.of("");

    @BeforeEach
    void healthyHost() throws IOException {
        home = VaultHost.in(directory.toRealPath().resolve("host")).home();
        Files.writeString(home.resolve("status"), "store main is 12 % full\n");
        state = directory.toRealPath().resolve("state");
        store = state.resolve("backup-doctor/state.mv");
    }

    /** The whole program with the fictional vault. */
    public static void main(String[] args) {
        System.exit(Main.run(Terminal.system(), new CoreEngine(List.of(new VaultModule())), args));
    }

    @Test
    void twoChecksAtOnceBothSucceed() throws IOException, InterruptedException {
        assertThat(run(List.of()).exit()).isZero();
        List<Process> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            running.add(process(List.of()).redirectErrorStream(true).start());
        }
        for (Process one : running) {
            String said = new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(one.waitFor()).as(said).isZero();
        }
        assertThat(run(List.of()).out()).contains("\"complete\" : true");
    }

    @Test
    void aCheckWaitsFiveSecondsForAnotherOneAndThenSaysSo() throws IOException, InterruptedException {
        assertThat(run(List.of()).exit()).isZero();
        byte[] before = Files.readAllBytes(store);
        try (FileChannel other = FileChannel.open(store, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            long began = System.nanoTime();

            Run run = run(List.of());

            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began))
                    .isGreaterThanOrEqualTo(5);
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.out()).contains("another run has " + store + " open, and did not close it in time");
        }
        assertThat(store).hasBinaryContent(before);
        assertThat(run(List.of()).exit()).isZero();
    }

    @Test
    void aFullDiskIsSaidAndWhatWasFoundIsSaidTheMore() throws IOException, InterruptedException {
        assertThat(run(List.of()).exit()).isZero();
        byte[] before = Files.readAllBytes(store);
        List<String> full = List.of("sh", "-c", "ulimit -f 0; exec \"$@\"", "sh");

        Run healthy = run(full);
        Files.writeString(home.resolve("status"), "store main is 91 % full\n");
        Run ill = run(full);

        assertThat(healthy.exit()).as(healthy.out()).isEqualTo(3);
        assertThat(healthy.out()).contains("not kept: cannot use " + store);
        assertThat(ill.exit()).isEqualTo(1);
        assertThat(ill.out()).contains("vault-store-full");
        assertThat(store).hasBinaryContent(before);
    }

    @Test
    @RequiresTool({"unshare", "mount"})
    void aReadOnlyStateDirectoryIsSaidAndItsHistoryIsStillUsed() throws IOException, InterruptedException {
        Files.writeString(home.resolve("log/vault.log"), """
                2026-11-18 02:00:00 run of web01 took 10 s
                2026-11-19 02:00:00 run of web01 took 15 s
                """);
        assertThat(run(List.of()).exit()).isZero();
        Files.writeString(home.resolve("log/vault.log"), "2026-11-20 02:00:00 run of web01 took 21 s\n");
        byte[] before = Files.readAllBytes(store);
        String mount = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"";
        List<String> readOnly = List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                mount,
                state.resolve("backup-doctor").toString());
        assumeThat(mayMount()).as("may mount").isTrue();

        Run run = run(readOnly);

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(3);
        assertThat(run.out())
                .contains("not kept: cannot keep anything in " + store + ": it cannot be written")
                .contains("vault-run-slower");
        assertThat(store).hasBinaryContent(before);
    }

    private static boolean mayMount() throws IOException, InterruptedException {
        return new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
    }

    private Run run(List<String> prefix) throws IOException, InterruptedException {
        Process process = process(prefix).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, err);
    }

    private ProcessBuilder process(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                CheckStateTest.class.getName(),
                "check",
                "vault",
                "--format",
                "json",
                "--home",
                home.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("XDG_STATE_HOME", state.toString());
        return builder;
    }
}
