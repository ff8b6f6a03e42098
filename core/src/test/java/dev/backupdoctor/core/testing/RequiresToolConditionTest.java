package dev.backupdoctor.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequiresToolConditionTest {
    private static final String TEST_CLASS = "dev.backupdoctor.core.SomethingIT";

    @TempDir
    private Path bin;

    @BeforeEach
    void installOneTool() throws IOException {
        Path tool = Files.createFile(bin.resolve("present"));
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(bin.resolve("not-executable"));
    }

    @Test
    void runsWhereAllToolsAreThere() {
        var condition = condition(true, Map.of());

        assertThat(condition.decide(TEST_CLASS, List.of("present")).isDisabled())
                .isFalse();
    }

    @Test
    void takesAbsolutePaths() {
        var condition = new RequiresToolCondition(List.of(), false, new AllowedSkips(Map.of()));
        String tool = bin.resolve("present").toString();

        assertThat(condition.decide(TEST_CLASS, List.of(tool)).isDisabled()).isFalse();
    }

    @Test
    void skipsWithTheNamesOfAbsentTools() {
        var result = condition(false, Map.of()).decide(TEST_CLASS, List.of("absent", "present", "not-executable"));

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason()).contains("not installed: absent, not-executable");
    }

    @Test
    void failsWhereToolsAreRequired() {
        var condition = condition(true, Map.of());

        assertThatIllegalStateException()
                .isThrownBy(() -> condition.decide(TEST_CLASS, List.of("absent")))
                .withMessageContaining("not installed: absent")
                .withMessageContaining(TEST_CLASS);
    }

    @Test
    void skipsAnAllowedClassWhereToolsAreRequired() {
        var result =
                condition(true, Map.of("SomethingIT", "needs a kernel module")).decide(TEST_CLASS, List.of("absent"));

        assertThat(result.getReason()).contains("not installed: absent (allowed: needs a kernel module)");
    }

    @Test
    @RequiresTool("sh")
    void isPutInForceByTheAnnotation() {
        assertThat(Path.of("/bin/sh")).isExecutable();
    }

    private RequiresToolCondition condition(boolean required, Map<String, String> allowed) {
        return new RequiresToolCondition(List.of(bin), required, new AllowedSkips(allowed));
    }
}
