package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a user starts it. */
class LauncherIT {
    private static final Path LAUNCHER =
            Path.of(Objects.requireNonNull(System.getProperty("distribution")), "bin", "backup-doctor");
    private static final String JAVA_HOME = System.getProperty("java.home");

    @TempDir
    private Path directory;

    @Test
    void startsFromAnyDirectoryAndThroughALink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(directory.resolve("doctor"), LAUNCHER);

        var result = run(Map.of("JAVA_HOME", JAVA_HOME), link, "--version");
        Files.delete(link);

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("backup-doctor ").doesNotContain("unpacked");
        assertThat(result.exit()).isZero();
    }

    @Test
    void saysWhereJavaWasExpected() throws IOException, InterruptedException {
        var result = run(Map.of("JAVA_HOME", "/nowhere"), LAUNCHER, "--version");

        assertThat(result.err())
                .isEqualTo(
                        "backup-doctor: JAVA_HOME is /nowhere, but it has no bin/java; set it to Java 17 or later\n");
        assertThat(result.exit()).isEqualTo(3);
    }

    @Test
    void refusesAJavaThatIsTooOld() throws IOException, InterruptedException {
        Path java = Files.createDirectory(directory.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");

        var result = run(Map.of("JAVA_HOME", directory.toString()), LAUNCHER, "--version");

        assertThat(result.err()).contains(java + " is Java 11.0.2; install Java 17 or later");
        assertThat(result.exit()).isEqualTo(3);
    }

    @Test
    void keepsNoClassesWhereOthersCouldExchangeThem() throws IOException, InterruptedException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path cache = directory.resolve("backup-doctor");

        var result = run(Map.of("JAVA_HOME", JAVA_HOME, "XDG_CACHE_HOME", directory.toString()), LAUNCHER, "--version");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        try (Stream<Path> files = Files.list(cache)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void makesAnArchiveOfClassesThatTheNextStartUses() throws IOException, InterruptedException {
        // Below the home directory: nobody else may be able to write anywhere on the way to it.
        Path cache = Files.createTempDirectory(Path.of(System.getProperty("user.home")), ".backup-doctor-it");
        try {
            Map<String, String> environment = Map.of(
                    "JAVA_HOME",
                    JAVA_HOME,
                    "XDG_CACHE_HOME",
                    cache.toString(),
                    "BACKUP_DOCTOR_JAVA_OPTS",
                    "-Xlog:class+load:stdout");
            run(environment, LAUNCHER, "--version");
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
            while (archives(cache).isEmpty()) {
                assertThat(System.nanoTime()).as("time").isLessThan(giveUp);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }

            var second = run(environment, LAUNCHER, "--version");

            assertThat(Files.size(archives(cache).get(0))).isPositive();
            assertThat(second.out()).contains("picocli.CommandLine source: shared objects file");
        } finally {
            try (Stream<Path> files = Files.walk(cache)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static List<Path> archives(Path cache) throws IOException {
        Path directory = cache.resolve("backup-doctor");
        try (Stream<Path> files = Files.isDirectory(directory) ? Files.list(directory) : Stream.of()) {
            return files.filter(f -> f.toString().endsWith(".jsa")).toList();
        }
    }

    private record Result(int exit, String out, String err) {}

    private Result run(Map<String, String> environment, Path launcher, String... arguments)
            throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        var command = Stream.concat(Stream.of(launcher.toString()), Arrays.stream(arguments))
                .toList();
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        return new Result(exit, text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
