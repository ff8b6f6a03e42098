package dev.backupdoctor.core.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.fix.JournalEntry.State;
import dev.backupdoctor.core.fix.JournalStep.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that fixes and undoes without end is killed at random moments: nothing is ever half done. */
class FixKillTest {

    private static final int KILLS = Boolean.getBoolean("campaigns") ? 1000 : 100;
    private static final int LATEST_MILLIS = 60;
    private static final String NEW = Etc.CONF.replace("timeout 900 ", "timeout 1800 ");

    @TempDir
    private Path root;

    /** Fixes and undoes until it is killed. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws Exception {
            Etc etc = new Etc(Path.of(args[0]));
            // Everything is loaded when the first round is over.
            etc.undo().undo(etc.run().apply(Etc.plan(etc.edit("900", "1800"))).number());
            System.out.println("ready");
            while (true) {
                JournalEntry done = etc.run().apply(Etc.plan(etc.edit("900", "1800")));
                etc.undo().undo(done.number());
            }
        }
    }

    @Test
    void theFileIsTheOldOneOrTheNewOne() throws Exception {
        var random = new SplittableRandom(20_261_120);
        Map<State, Integer> met = new EnumMap<>(State.class);
        for (int i = 0; i < KILLS; i++) {
            Path directory = root.resolve("kill" + i);
            Etc etc = new Etc(Files.createDirectory(directory));
            Files.setPosixFilePermissions(etc.conf, PosixFilePermissions.fromString("rw-r-----"));
            Files.getFileAttributeView(etc.conf, UserDefinedFileAttributeView.class)
                    .write("note", StandardCharsets.UTF_8.encode("kept"));
            FileState before = HostFile.at(etc.conf).read().state();

            kill(directory, random.nextInt(LATEST_MILLIS));

            FileState now = HostFile.at(etc.conf).read().state();
            assertThat(now).as("kill " + i).isIn(before, before.holding(NEW));
            JournalEntry last = lastBegun(etc);
            met.merge(last.state(), 1, Integer::sum);
            settled(etc, i, before);
        }
        assertThat(met).as("moments that were met").containsKeys(State.RUNNING, State.UNDOING);
    }

    private static JournalEntry lastBegun(Etc etc) throws Exception {
        List<JournalEntry> entries = etc.journal.entries();
        return entries.get(entries.size() - 1);
    }

    /** The journal tells which, and undo gives the old file back. */
    private static void settled(Etc etc, int kill, FileState before) throws Exception {
        List<JournalEntry> entries = etc.undo().entries();
        JournalEntry last = entries.get(entries.size() - 1);
        FileState now = HostFile.at(etc.conf).read().state();
        boolean isNew = !now.equals(before);
        assertThat(last.state()).as("kill " + kill).isEqualTo(isNew ? doneOrStopped(last) : State.UNDONE);
        assertThat(last.steps().get(0).progress() == Progress.DONE)
                .as("kill " + kill)
                .isEqualTo(isNew);
        assertThat(files(etc.directory)).as("kill " + kill).containsExactly("acme.conf");
        if (isNew) {
            etc.undo().undo(last.number());
        }
        assertThat(HostFile.at(etc.conf).read().state()).as("kill " + kill).isEqualTo(before);
        assertThat(etc.text()).as("kill " + kill).isEqualTo(Etc.CONF);
    }

    private static State doneOrStopped(JournalEntry entry) {
        return entry.state() == State.STOPPED ? State.STOPPED : State.DONE;
    }

    private static void kill(Path directory, int millis) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = child.getInputStream()) {
            assertThat(out.readNBytes("ready\n".length()))
                    .as("the child is ready")
                    .hasSize(6);
            assertThat(child.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            // SIGKILL
            child.destroyForcibly();
        }
        assertThat(child.waitFor()).isEqualTo(137);
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(f -> f.getFileName().toString()).toList();
        }
    }
}
