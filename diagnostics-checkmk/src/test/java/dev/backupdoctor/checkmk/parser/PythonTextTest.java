package dev.backupdoctor.checkmk.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonTextTest {

    @Test
    void unescapes() {
        assertThat(PythonText.unescape("a\\'b\\\\c\\n\\t")).isEqualTo("a'b\\c\n\t");
        assertThat(PythonText.unescape("\\xfc\\u00fc")).isEqualTo("\u00c3\u00bc\u00c3\u00bc");
    }

    @Test
    void givesBytesBackForLoneSurrogates() {
        assertThat(PythonText.unescape("B\\udcfcro")).isEqualTo("B\u00fcro");
        assertThat(PythonText.bytes("B\udcfcro\u00fc")).isEqualTo("B\u00fcro\u00c3\u00bc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "\\x", "\\x1", "\\xzz", "\\u12", "\\U00110000", "\\q", "x\\"})
    void keepsWhatIsNoEscape(String text) {
        assertThat(PythonText.unescape(text)).isEqualTo(text);
    }
}
