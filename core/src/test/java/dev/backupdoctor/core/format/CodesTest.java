package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.value.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodesTest {

    @Test
    void readsWhatIsDocumented() throws IOException {
        Codes codes = Codes.read(new ByteArrayInputStream("""
            {"-4016": {"name": "ACME_BROKEN", "meaning": "it broke", "cause": "", "more": 1}, "7": {}}
            """.getBytes(StandardCharsets.UTF_8)));

        Code.Entry entry = codes.code(-4016).entry().orElseThrow();
        assertThat(entry)
                .isEqualTo(new Code.Entry("ACME_BROKEN", Optional.of("it broke"), Optional.empty(), Optional.empty()));
        assertThat(codes.code(7).entry().orElseThrow().name()).isEqualTo("7");
        assertThat(codes.code(8).entry()).isEmpty();
    }

    @Test
    void hasNoneWithoutAFile() {
        assertThat(Codes.of(new FormatFixture()).entries()).isEmpty();
    }
}
