package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of docs/rules.md, one after the other as its reader would, and compares what they print. */
class RulesDocumentTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String DOCUMENT = "../../../../docs/rules.md";

    @TempDir
    private Path directory;

    @Test
    void printsWhatTheDocumentShows() throws Exception {
        Path examples = Files.createSymbolicLink(directory.resolve("examples"), ROOT.resolve("examples"));
        writeLauncher();

        StringBuilder text = new StringBuilder();
        boolean transcript = false;
        for (String line : Files.readAllLines(ROOT.resolve("docs/rules.md"))) {
            if (line.startsWith("```")) {
                transcript = line.equals("```text");
                text.append(line).append('\n');
            } else if (!transcript) {
                text.append(line).append('\n');
            } else if (line.startsWith("$ ")) {
                text.append(line).append('\n').append(printed(line.substring(2)));
            }
        }

        Files.delete(examples);
        assertThat(text.toString()).doesNotContain(directory.toString(), "bug of ours");
        Golden.check(DOCUMENT, text.toString());
    }

    /** The program as it is tested, under the name that users call it by. */
    private void writeLauncher() throws IOException {
        Path launcher = Files.createDirectory(directory.resolve(".bin")).resolve("backup-doctor");
        Files.writeString(launcher, """
                #!/bin/sh
                exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    /** What a command prints on both streams, and its exit code where that says something. */
    private String printed(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", directory.resolve(".bin") + ":/usr/bin:/bin");
        builder.environment().put("HOME", directory.toString());
        builder.environment().remove("XDG_CONFIG_HOME");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue() == 0 ? out : out + "[exit code " + process.exitValue() + "]\n";
    }
}
