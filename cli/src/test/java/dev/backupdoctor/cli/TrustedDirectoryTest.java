package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedDirectoryTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"rwx------,true", "rwxr-xr-x,true", "rwxrwxr-x,false", "rwxr-xrwx,false"})
    void rootUsesOnlyWhatOthersCannotChange(String mode, boolean used) throws IOException {
        Path rules = Files.createDirectory(directory.resolve("rules"));
        Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString(mode));

        boolean mayBeUsed = TrustedDirectory.mayBeUsed(rules);

        assertThat(mayBeUsed).isEqualTo(used || !isRoot());
    }

    @Test
    void rootLooksAtDirectoriesAbove() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Path rules = Files.createDirectory(open.resolve("rules"));
        Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(TrustedDirectory.mayBeUsed(rules)).isEqualTo(!isRoot());
    }

    @Test
    void saysWhatIsIgnored() throws IOException {
        Path log = Files.writeString(directory.resolve("acme.log"), "");
        Path rules = Files.createDirectory(directory.resolve("rules"));
        Files.writeString(rules.resolve("acme-x.rule"), "rule acme-x");
        Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rwxrwxrwx"));
        FakeEngine engine = FakeEngine.finding(Acme.clean());

        Run run = Run.of(engine, "analyze", log.toString(), "--rules=" + rules);

        assertThat(run.exit()).isZero();
        if (isRoot()) {
            assertThat(run.err()).startsWith("backup-doctor: rules of " + rules + " are ignored: ");
            assertThat(engine.files).isEmpty();
        } else {
            assertThat(engine.files).hasSize(1);
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }
}
