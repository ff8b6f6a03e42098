package dev.backupdoctor.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkipCheckTest {
    private static final String REPORT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="a.KvmIT" tests="3" errors="0" skipped="2" failures="0">
              <testcase name="runs" classname="a.KvmIT" time="0.1"/>
              <testcase name="restores" classname="a.KvmIT" time="0"><skipped message="not installed: qemu-img"/></testcase>
              <testcase name="" classname="a.KvmIT$Nested" time="0"><skipped message="no kvm"/></testcase>
              <system-out><![CDATA[<skipped message="printed by a test"/>]]></system-out>
            </testsuite>
            """;

    @TempDir
    private Path project;

    @Test
    void passesWhereAllSkipsAreAllowed() throws IOException {
        write("core/target/failsafe-reports", REPORT);

        var outcome = SkipCheck.check(project, new AllowedSkips(Map.of("KvmIT", "needs /dev/kvm")));

        assertThat(outcome.text()).isEqualTo("Skip check: 3 tests, 2 skipped, all of them allowed");
        assertThat(outcome.good()).isTrue();
    }

    @Test
    void namesEverySkipThatIsNotAllowed() throws IOException {
        write("cli/target/surefire-reports", REPORT);

        var outcome = SkipCheck.check(project, new AllowedSkips(Map.of()));

        assertThat(outcome.good()).isFalse();
        assertThat(outcome.text()).isEqualTo("""
                        Skip check: skipped, and not named in ci/allowed-skips:
                          a.KvmIT$Nested: no kvm
                          a.KvmIT.restores: not installed: qemu-img""");
    }

    @Test
    void failsWhereNothingWasRun() throws IOException {
        var outcome = SkipCheck.check(project, new AllowedSkips(Map.of()));

        assertThat(outcome.good()).isFalse();
        assertThat(outcome.text()).contains("no test reports");
    }

    private void write(String directory, String report) throws IOException {
        Path reports = Files.createDirectories(project.resolve(directory));
        Files.writeString(reports.resolve("TEST-a.KvmIT.xml"), report);
    }
}
