package dev.backupdoctor.cli;

import dev.backupdoctor.cli.acme.AcmeModule;
import dev.backupdoctor.core.spi.DiagnosticModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;

/** The whole program with all products and the fictional acme, in a Java machine of its own. */
final class Child {

    /** What the launcher gives it. */
    static final String HEAP = "-Xmx256m";

    private static final long MINUTES = 5;

    private Child() {}

    /** The command line, with one product more than the real one has. */
    public static void main(String[] args) {
        List<DiagnosticModule> modules = new ArrayList<>(List.of(new AcmeModule()));
        ServiceLoader.load(DiagnosticModule.class).forEach(modules::add);
        System.exit(Main.run(Terminal.system(), new CoreEngine(modules), args));
    }

    /** Runs it in a directory, with a file as standard input. */
    static Run run(Path directory, String heap, Map<String, String> environment, Path stdin, String... args)
            throws IOException, InterruptedException {
        Path err = Files.createTempFile(directory, "child", ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(stdin.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (InputStream out = process.getInputStream()) {
            String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("still running: " + command);
            }
            return new Run(process.exitValue(), printed, Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(err);
        }
    }
}
