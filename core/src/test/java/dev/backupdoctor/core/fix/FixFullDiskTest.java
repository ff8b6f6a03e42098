package dev.backupdoctor.core.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where nothing more can be written, nothing is changed. */
class FixFullDiskTest {

    /** Each file may have so many bytes, as if the disk were full then. */
    private static final String LIMIT = "65536";

    @TempDir
    private Path root;

    /** Fixes once, and says what came of it. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws Exception {
            Etc etc = new Etc(Path.of(args[0]));
            // What Java itself writes is written when the limit comes.
            etc.run().conditions(Etc.plan(etc.edit("900", args[1])));
            System.out.print("ready\n");
            System.out.flush();
            System.in.read();
            try {
                etc.run().apply(Etc.plan(etc.edit("900", args[1])));
                System.out.print("done");
            } catch (FixException e) {
                System.out.print("refused: " + e.getMessage());
            } catch (java.io.IOException e) {
                System.out.print("failed: " + FileFailure.reason(e));
            }
        }
    }

    @Test
    void whenTheJournalCannotBeWritten() throws Exception {
        Etc etc = new Etc(root);
        Files.writeString(etc.conf, "# " + "x".repeat(100_000) + "\n", StandardOpenOption.APPEND);
        String before = etc.text();

        String said = run(LIMIT, "1800");

        assertThat(said).startsWith("failed: ").isNotEqualTo("failed: null");
        assertThat(etc.text()).isEqualTo(before);
        assertThat(etc.undo().entries()).isEmpty();
        assertThat(run("unlimited", "1800")).isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_400, 65_500})
    void whenTheNewFileCannotBeWritten(int size) throws Exception {
        Etc etc = new Etc(root);
        String fill = "#" + "x".repeat(size - Etc.CONF.length() - 2) + "\n";
        Files.writeString(etc.conf, fill, StandardOpenOption.APPEND);
        String before = etc.text();

        String said = run(LIMIT, "9" + "0".repeat(200));

        assertThat(said).startsWith("refused: ").endsWith("; nothing was changed");
        assertThat(etc.text()).isEqualTo(before);
        assertThat(etc.undo().newest()).isEmpty();
        try (var files = Files.list(etc.directory)) {
            assertThat(files).hasSize(1);
        }
    }

    private String run(String limit, String value) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        root.toString(),
                        value)
                .redirectErrorStream(true)
                .start();
        try (InputStream out = child.getInputStream();
                OutputStream in = child.getOutputStream()) {
            assertThat(out.readNBytes(6)).asString().isEqualTo("ready\n");
            Process prlimit =
                    new ProcessBuilder("prlimit", "--pid", String.valueOf(child.pid()), "--fsize=" + limit).start();
            assertThat(prlimit.waitFor()).isZero();
            in.write('\n');
            in.flush();
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor()).isZero();
            return said;
        } finally {
            child.destroyForcibly();
        }
    }
}
