package dev.backupdoctor.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedSkipsTest {

    @Test
    void readsNamesWithReasons() {
        var allowed = AllowedSkips.parse(List.of("# head", "", "KvmIT  # needs /dev/kvm", "a.b.NbdIT # no module"));

        assertThat(allowed.reasonFor("x.KvmIT")).contains("needs /dev/kvm");
        assertThat(allowed.reasonFor("a.b.NbdIT")).contains("no module");
        assertThat(allowed.reasonFor("a.c.NbdIT")).isEmpty();
        assertThat(allowed.reasonFor("x.OtherIT")).isEmpty();
    }

    @Test
    void takesNestedClassesByTheOutermost() {
        var allowed = AllowedSkips.parse(List.of("KvmIT  # needs /dev/kvm"));

        assertThat(allowed.reasonFor("x.KvmIT$Restore$Deep")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"KvmIT", "KvmIT #", " # only a reason", "Two Names # reason"})
    void refusesLinesThatAreNotNameAndReason(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedSkips.parse(List.of(line)))
                .withMessageContaining(line);
    }

    @Test
    void isFoundAboveTheModule(@TempDir Path project) throws IOException {
        Path module = Files.createDirectories(project.resolve("module/deep"));
        Files.createDirectory(project.resolve("ci"));
        Files.writeString(project.resolve("ci/allowed-skips"), "KvmIT  # needs /dev/kvm\n");

        assertThat(AllowedSkips.ofProject(module).reasonFor("KvmIT")).contains("needs /dev/kvm");
    }
}
