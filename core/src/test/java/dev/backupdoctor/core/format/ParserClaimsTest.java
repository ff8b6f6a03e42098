package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.event.EventKind;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.SyntaxReader;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.spi.Parser;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a source is taken to have been looked into for. */
class ParserClaimsTest {

    @EventKind("acme.listed")
    record Listed(String name) {}

    @EventKind("acme.other")
    record Other(String name) {}

    private static final class Acme implements DiagnosticModule {
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
            return List.of(Listed.class, Other.class);
        }

        @Override
        public Map<String, Parser> parsers() {
            return Map.of("list", (source, sink) -> sink.covers(Listed.class, Map.of("name", "a")));
        }
    }

    @Test
    void whatAParserSaysComesOnTopOfWhatLinesGive() {
        var errors = new Errors();
        Syntax.FormatFile file = (Syntax.FormatFile)
                SyntaxReader.read("list.format", """
                format list "Acme: lists and errors"
                sign "acme {_}"
                parser list
                event acme.listed
                event acme.other
                event acme.failed
                  line "acme failed: {reason: text}"
                """, errors).orElseThrow();
        Format format =
                FormatCompiler.compile(file, new Acme(), Codes.NONE, errors).orElseThrow();
        var source = new Source("x", "x", Optional.empty());

        SourceEvents read = FormatReader.read(format, source, new ByteArrayInputStream(new byte[0]), Reading.inUtc());

        assertThat(read.claims()).extracting(Claim::kind).containsExactly("acme.listed", "acme.failed");
    }
}
