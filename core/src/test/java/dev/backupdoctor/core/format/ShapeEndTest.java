package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the text of a line ends. */
class ShapeEndTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "done",
                "done \t",
                "done\r",
                "done\u001b[0m",
                "done\u001b[m",
                "done \u001b[1;31m\r",
                "done\u001b[0m\u001b[K "
            })
    void endsBeforeBlanksAndColourCodes(String line) {
        assertThat(Shape.trimmed(line, 0, line.length())).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "12m", "[0m", "\u001b0m", "\u001b[0", "K", "a;m"})
    void keepsWhatIsNoColourCode(String line) {
        assertThat(Shape.trimmed(line, 0, line.length())).isEqualTo(line.length());
    }
}
