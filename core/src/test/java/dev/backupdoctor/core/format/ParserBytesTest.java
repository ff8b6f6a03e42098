package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.event.EventKind;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.SyntaxReader;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A parser that looks at the begin of a source only. */
class ParserBytesTest {

    @EventKind("acme.header")
    record Header(String text) {}

    private static final class Acme implements DiagnosticModule, Parser {
        @Override
        public String product() {
            return "acme";
        }

        @Override
        public String title() {
            return "Acme";
        }

        @Override
        public List<Class<? extends Record>> kinds() {
            return List.of(Header.class);
        }

        @Override
        public Map<String, Parser> parsers() {
            return Map.of("header", this);
        }

        @Override
        public int bytes() {
            return 4;
        }

        @Override
        public void parse(SourceText source, Sink sink) {
            sink.event(new Header(source.text()), Place.of(source.source().name()));
        }
    }

    @Test
    void restOfTheSourceIsNotReadAndIsNoProblem() throws IOException {
        var errors = new Errors();
        Syntax.FormatFile file = (Syntax.FormatFile)
                SyntaxReader.read("header.format", """
                format header "Acme: header"
                files "{name: word}.data"
                parser header
                event acme.header
                """, errors).orElseThrow();
        Format format =
                FormatCompiler.compile(file, new Acme(), Codes.NONE, errors).orElseThrow();
        var source = new Source("x.data", "x.data", Optional.empty());

        InputStream unreadable = InputStream.nullInputStream();
        unreadable.close();
        InputStream in =
                new SequenceInputStream(new ByteArrayInputStream("head".getBytes(StandardCharsets.UTF_8)), unreadable);

        SourceEvents read = FormatReader.read(format, source, in, Reading.inUtc());

        assertThat(read.events()).hasSize(1);
        assertThat(read.events().get(0).field("text").known()).contains("head");
        assertThat(read.whole()).isTrue();
        assertThat(read.problems()).isEmpty();
    }
}
