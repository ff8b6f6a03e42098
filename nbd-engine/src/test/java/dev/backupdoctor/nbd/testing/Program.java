package dev.backupdoctor.nbd.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program to run, with nothing of the test's own environment but what is given here.
 *
 * @param words name and arguments
 * @param environment variables beside a fixed PATH and an English locale
 * @param directory where it runs
 */
public record Program(List<String> words, Map<String, String> environment, Path directory) {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Copies the lists. */
    public Program {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** A program that needs no variables and runs in the directory of temporary files. */
    public static Program of(String... words) {
        return new Program(List.of(words), Map.of(), Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * What a program said before it ended.
     *
     * @param words name and arguments
     * @param exit exit status; 128 + signal when a signal ended it
     * @param out standard output
     * @param err standard error
     */
    public record Ended(List<String> words, int exit, String out, String err) {

        /** Standard output and standard error together, as log watchers see them. */
        public String log() {
            return out + err;
        }

        /**
         * Itself, for chaining.
         *
         * @throws AssertionError with all that was said, when the exit status is not 0
         */
        public Ended ok() {
            if (exit != 0) {
                throw new AssertionError(String.join(" ", words) + " ended with exit status " + exit + ":\n" + log());
            }
            return this;
        }
    }

    /** Starts it with output into files of its own, which are the caller's to read and delete. */
    public Process start(Path out, Path err) throws IOException {
        return builder()
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    /**
     * Runs it to its end; standard input is empty.
     *
     * @throws AssertionError when it does not end within two minutes; it is killed then
     */
    public Ended run() throws IOException, InterruptedException {
        Path out = Files.createTempFile("program", ".out");
        Path err = Files.createTempFile("program", ".err");
        try {
            Process process = start(out, err);
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(String.join(" ", words) + " did not end within " + LIMIT.toSeconds() + " s:\n"
                        + text(out) + text(err));
            }
            return new Ended(words, process.exitValue(), text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    ProcessBuilder builder() {
        var builder = new ProcessBuilder(words).directory(directory.toFile());
        Map<String, String> variables = new HashMap<>(environment);
        // Another Python in PATH would lack the modules that Debian's programs import.
        variables.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        variables.put("LC_ALL", "C.UTF-8");
        builder.environment().clear();
        builder.environment().putAll(variables);
        return builder;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
