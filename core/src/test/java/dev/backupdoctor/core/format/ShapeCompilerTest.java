package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.format.ShapeCompiler.Use;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Syntax.FormatItem;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeCompilerTest {

    @Test
    void showsAnUnknownReaderWithTheNearestThree() {
        assertThat(errors("estimate took {t: secnds}")).isEqualTo("""
            formats/x.format:3:27: there is no reader 'secnds'
             3 |   line "estimate took {t: secnds}"
               |                           ^^^^^^
               | did you mean seconds?
            """);
    }

    @Test
    void wantsFourBytesThatAreSureToBeInTheLine() {
        assertThat(errors("{d: text} ab {t: seconds}")).isEqualTo("""
            formats/x.format:3:8: warning: little in this shape is sure to be in the line (longest literal 4 bytes, 6 are better)
             3 |   line "{d: text} ab {t: seconds}"
               |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
            """);
        assertThat(errors("{d: text}: x{t: seconds}")).isEqualTo("""
            formats/x.format:3:8: nothing in this shape is sure to be in the line (longest literal 3 bytes, 4 needed)
             3 |   line "{d: text}: x{t: seconds}"
               |        ^^^^^^^^^^^^^^^^^^^^^^^^^^
            """);
        assertThat(errors("{d: text}")).contains("(longest literal 0 bytes, 4 needed)");
    }

    @Test
    void countsTheBytesOfLiteralsInUtf8() {
        assertThat(errors("äöü {t: count}")).isEmpty();
    }

    @Test
    void multipliesSetsOfWordsOut() {
        assertThat(errors("{p: dumper|taper} {h: count}")).isEmpty();
        assertThat(errors("{p: dumper|x} {h: count}")).contains("(longest literal 2 bytes, 4 needed)");
    }

    /** Shape; part of the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "known text {x: text}{y: count};'text' directly before a hole takes everything: put text between them",
                "known text {x: text}{};'text' directly before a hole takes everything: put text between them",
                "known text {x: raw}{_};'raw' directly before a hole takes everything: put text between them",
                "known text {_}{_};two greedy holes touch: nothing says where the first ends; put text between",
                "known text {_}{x: word};two greedy holes touch: nothing says where the first ends; put text between",
                "known text {_}{x: count};two greedy holes touch: nothing says where the first ends; put text between",
                "known text {x: word}{y: word};two greedy holes touch: nothing says where the first ends; put text between",
                "known text {x: word}{y: count};two greedy holes touch: nothing says where the first ends; put text between",
                "known text {x: count}{y: count};two greedy holes touch: nothing says where the first ends; put text between",
                "known text {x};'x' needs a reader",
                "known text {x: count} {x: count};'x' is captured twice in this shape",
                "known text {line: count};every event has a field 'line' already",
                "known text {source: count};every event has a field 'source' already",
                "known text {Name: count};'Name' is no name of a field: use small letters, digits and '_'",
                "known text {at: count};'at' is the time of the event: read it with time or epoch_s",
                "known text {x: floating};known are bytes, code, count, epoch_ns",
                "known text {x: time};time needs a pattern",
                "known text {x: count \"yyyy\"};only time has a pattern",
                "known text {x: time \"yyyy-QQ\"};bad time pattern: 'QQ' has no meaning in it",
                "known text {x: time \"HH:mm\"};bad time pattern: it has no month",
                "known\\ntext;a shape is one line: it cannot hold a line feed",
                "known text\" versions from \"3\" before \"2.6;no version is from \"3\" on and before \"2.6\"",
                "known text\" versions from \"3\" before \"3;no version is from \"3\" on and before \"3\"",
                "known text\" versions from \"x3;'x3' is no version"
            })
    void refuses(String shape, String message) {
        assertThat(errors(shape)).contains(message).doesNotContain("warning");
    }

    @Test
    void refusesAnEmptyShape() {
        assertThat(errors("  ")).contains("an empty shape says nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "known text {x: word}{_}",
                "known text {x: count}{u: word}",
                "known text {_}{x: ONE|TWO}",
                "known text {}{_}",
                "known text {_}{}",
                "known text {x: time \"yyyy-MM-dd\"}{_}",
                "known text {at: epoch_ns}",
                "known text\" versions from \"2.6\" before \"3",
                "known text\" versions before \"3"
            })
    void accepts(String shape) {
        assertThat(errors(shape)).isEmpty();
    }

    @Test
    void wantsNoLiteralInHeadsAndFileNames() {
        var errors = new Errors();
        var compiler = new ShapeCompiler(new Readers(Codes.NONE), errors);

        assertThat(compiler.compile(ShapeTest.syntax("{x: word} "), Use.HEAD)).isPresent();
        assertThat(compiler.compile(ShapeTest.syntax("{x: word}"), Use.FILE)).isPresent();
        assertThat(errors.list()).isEmpty();
    }

    @Test
    void keepsBlanksAtTheEndOfHeads() {
        Shape head = ShapeTest.shape("{x: word}: ", Use.HEAD);

        assertThat(head.matchPrefix("a: b", 0, 4))
                .isEqualTo(new Shape.Match(
                        3,
                        head.matchPrefix("a: b", 0, 4) instanceof Shape.Match m ? m.captures() : java.util.List.of()));
    }

    /** What is said of a line with this shape, as printed. */
    private static String errors(String shape) {
        String text = """
            format x "X"
            event acme.x
              line "%s"
            """.formatted(shape);
        var errors = new Errors();
        Optional<Shape> compiled = new ShapeCompiler(new Readers(Codes.NONE), errors)
                .compile(
                        FormatFixture.syntax("x", text)
                                .all(FormatItem.Event.class)
                                .findFirst()
                                .orElseThrow()
                                .lines()
                                .get(0),
                        Use.LINE);
        assertThat(compiled.isPresent()).isEqualTo(!errors.any());
        return FormatFixture.render(errors, text);
    }
}
