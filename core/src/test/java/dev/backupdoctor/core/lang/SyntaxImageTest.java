package dev.backupdoctor.core.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntaxImageTest {

    private static final String RULE = """
            rule demo-disk-full "The disk is full"
            severity    critical when size > 30 GiB, error
            setting     limit: Size = 1 GiB "how much may be missing"
            for-each    host in demo.write where failed as write
            maybe       demo.disk by host after write - 5 min as all disks
            let         missing = write.need - write.free
            if          missing > limit and not (host in ["a", "b"])
            say         "{missing in MiB} are missing on {host}" @de "es fehlen {missing in MiB} auf {host}"
            """;

    @Test
    void readsWhatItWrote() {
        Syntax tree = tree(RULE);

        assertThat(SyntaxImage.read(SyntaxImage.write(tree))).isEqualTo(tree);
    }

    @Test
    void refusesBytesThatAreNoTree() {
        byte[] image = SyntaxImage.write(tree(RULE));

        assertThatThrownBy(() -> SyntaxImage.read(Arrays.copyOf(image, image.length / 2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SyntaxImage.read(new byte[] {0})).isInstanceOf(IllegalArgumentException.class);
    }

    private static Syntax tree(String text) {
        var errors = new Errors();
        return SyntaxReader.read("rules/demo-disk-full.rule", text, errors)
                .orElseThrow(() -> new AssertionError(errors.list().get(0).render(text)));
    }
}
