package dev.backupdoctor.checkmk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real strace writes of a directory that may not be opened is found; ls opens directories as Python does. */
@RequiresTool({"strace", "setpriv", "ls"})
class StraceIT {

    @TempDir
    private Path dir;

    private Path trace(Path... opened) throws IOException, InterruptedException {
        Path trace = dir.resolve("trace.log");
        List<String> command = new ArrayList<>(
                List.of("strace", "-f", "-t", "-e", "trace=openat,connect,exit_group", "-o", trace.toString()));
        if (System.getProperty("user.name").equals("root")) {
            // Nothing is denied to root.
            command.addAll(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));
        }
        command.add("ls");
        List.of(opened).forEach(p -> command.add(p.toString()));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("ls.log").toFile())
                .start()
                .waitFor();
        return trace;
    }

    private Path directory(String path, String mode) throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path made = Files.createDirectories(dir.resolve(path));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(mode));
    }

    @Test
    void findsTheDirectoryThatCouldNotBeOpened() throws Exception {
        Path open = directory("omd/sites/ham/etc", "rwxr-xr-x");
        Path closed = directory("omd/sites/ham/local/secret", "---------");

        List<Finding> found = Doctor.findings(trace(open, closed));

        assertThat(found).singleElement().satisfies(f -> {
            assertThat(f.rule()).isEqualTo("checkmk-backup-denied");
            assertThat(f.message()).contains(closed.toString());
        });
    }

    @Test
    void findsNothingWhenAllCanBeOpened() throws Exception {
        Path open = directory("omd/sites/ham/etc", "rwxr-xr-x");

        assertThat(Doctor.findings(trace(open))).isEmpty();
    }

    @Test
    void findsNothingWhenTheRunGoesOnAfterIt() throws Exception {
        Path closed = directory("omd/sites/ham/a", "---------");
        Path open = directory("omd/sites/ham/b", "rwxr-xr-x");

        assertThat(Doctor.findings(trace(closed, open))).isEmpty();
    }
}
