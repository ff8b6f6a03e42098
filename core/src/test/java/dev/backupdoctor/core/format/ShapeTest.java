package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.format.ShapeCompiler.Use;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.ShapeSyntax;
import dev.backupdoctor.core.lang.Syntax.FormatItem;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.core.value.Version;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

    /** Shape; line; captures as {@code name=value}, or {@code -} when it does not fit. */
    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            exactly this;exactly this;
            exactly this;exactly this ;
            exactly this; exactly this;-
            exactly this;exactly thi;-
            exactly this;exactly this!;-
            exactly this;;-
            took {t: seconds} s;took 1.5 s;t=PT1.5S
            took {t: seconds} s;took x s;-
            took {t: seconds};took 1.5;t=PT1.5S
            took {t: seconds};took 1.5.;-
            for {d: text} level {l: count}: {t: count};for / level 0: 5;d=/, l=0, t=5
            for {d: text} level {l: count}: {t: count};for a level b level 0: 5;d=a level b, l=0, t=5
            for {d: text} level {l: count}: {t: count};for level level 1: 5;d=level, l=1, t=5
            for {d: text} level {l: count}: {t: count};for  level 1: 5;-
            {_}end;end;
            {_}end;the end;
            {_}end;the end.;-
            begin{_};begin;
            begin{_};beginning;
            a {_} b {x: word};a 1 b 2;x=2
            a {_} b {x: word};a 1 b 2 b 3;x=3
            a {_} b {x: word} c;a 1 b 2 b 3 c;x=3
            a{_}b{_}c{x: count};abcbc12;x=12
            [{x: word}]{}done;[a]   done;x=a
            [{x: word}]{}done;[a]done;-
            {a: word}{}{b: word};one two;a=one, b=two
            {a: word}{}{b: word};one	two;a=one, b=two
            {n: count}{u: word};512MB;n=512, u=MB
            {x: word}: {y: word};a:b: c;x=a:b, y=c
            {x: A|B|AB}!;AB!;x=AB
            {x: A|AB}{y: B|C};ABC;x=AB, y=C
            {x: A|AB}{y: B|D};ABC;-
            {x: A|AB}{y: B|BC};ABC;x=A, y=BC
            {x: A|AB}{y: C};ABC;x=AB, y=C
            {_}{call: send|write}({_};  x.send(1);call=send
            {_}{call: send|write}({_};write(send(write(;call=write
            {_}{call: send|write}({_};sender write;-
            ver {v: version}.{e: word}/lib;ver 2.0.0p26.cre/lib;v=2.0.0p26, e=cre
            ver {v: version}, x;ver 4.2.1-7, x;v=4.2.1-7
            File "{_}", line {n: count};File "a", line 3;n=3
            naïve {x: text};naïve ü;x=ü
            {d: quoted} {n: count};"a b" 3;d=a b, n=3
            {d: quoted} {n: count};"a\\" 1" 3;d=a" 1, n=3
            {a: time "yyyyMMdd"}{b: count};2026112007;a=2026-11-20T00:00, b=7
            {x: size}, rest;1.5 GiB, rest;x=Size[bytes=1610612736]
            """)
    void matches(String shape, String line, String expected) {
        String bytes = Utf8.encode(line == null ? "" : line);

        Shape.Outcome outcome = shape(shape, Use.FILE).match(bytes, 0, bytes.length());

        assertThat(show(outcome)).isEqualTo(expected == null ? "" : expected);
    }

    private static String show(Shape.Outcome outcome) {
        return outcome instanceof Shape.Match m
                ? m.captures().stream().map(c -> c.name() + "=" + c.value()).collect(Collectors.joining(", "))
                : "-";
    }

    @Test
    void ignoresCarriageReturnAndBlanksAtTheEnd() {
        assertThat(shape("all done", Use.FILE).match("all done \t \r", 0, 12)).isInstanceOf(Shape.Match.class);
    }

    @Test
    void ignoresBlanksAtItsOwnEnd() {
        assertThat(shape("Retry: ", Use.FILE).match("Retry:", 0, 6)).isInstanceOf(Shape.Match.class);
    }

    @Test
    void matchesWithinALongerText() {
        var match = (Shape.Match) shape("took {t: count} s", Use.FILE).match("xxtook 7 sxx", 2, 10);

        assertThat(match.captures().get(0).from()).isEqualTo(7);
        assertThat(match.captures().get(0).to()).isEqualTo(8);
        assertThat(match.end()).isEqualTo(10);
    }

    @Test
    void matchesTheBeginOfALineAsHead() {
        Shape head = shape("{at: time \"yyyy-MM-dd HH:mm:ss\"} [{thread: word}]:{}", Use.HEAD);
        String line = "2026-11-20 08:00:00 [main]:   Started";

        var match = (Shape.Match) head.matchPrefix(line, 0, line.length());

        assertThat(line.substring(match.end())).isEqualTo("Started");
        assertThat(head.matchPrefix("x" + line, 0, line.length())).isEqualTo(Shape.NoMatch.DIFFERENT);
    }

    @Test
    void givesUpAfterItsSteps() {
        Shape shape = shape("{a: word}a{b: word}a{c: word}b{_}", Use.FILE);
        String line = "a".repeat(20_000);

        assertThat(shape.match(line, 0, line.length())).isEqualTo(Shape.NoMatch.STEP_LIMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "{_}a{_}b{_}c{_}d", "{x: word}a{y: word}b{_}", "{x: quoted}a{y: quoted}b", "{a: raw}aa{b: raw}aab",
        "{}{_}{}b", "{_}{x: a|aa}{y: a|aa}b", "{x: version}a{y: version}b", "{x: text}a{y: count}b"
    })
    @Timeout(60)
    void comesToAnEndOnHugeLines(String text) {
        Shape shape = shape(text, Use.FILE);
        for (String line : new String[] {"a".repeat(1 << 20), " ".repeat(1 << 20) + "x", "\"" + "a".repeat(1 << 20)}) {
            assertThat(shape.match(line, 0, line.length())).as(text).isNotNull();
        }
    }

    @Test
    void holdsForVersionsInItsRange() {
        Shape shape = shape("took {t: count}", Use.FILE);
        var range = new Shape.Versions(Optional.of(new Version("2.6")), Optional.of(new Version("3.0")));
        Shape ranged = new Shape(shape.at(), shape.elements(), Optional.of(range), shape.literals());

        assertThat(ranged.mayBeIn(Optional.empty())).isTrue();
        assertThat(ranged.mayBeIn(Optional.of(new Version("2.6")))).isTrue();
        assertThat(ranged.mayBeIn(Optional.of(new Version("2.6.1")))).isTrue();
        assertThat(ranged.mayBeIn(Optional.of(new Version("2.5")))).isFalse();
        assertThat(ranged.mayBeIn(Optional.of(new Version("3.0")))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "estimate for {d: text} level;'estimate for '",
                "{_: A|BC} done{_};BC done|A done",
                "ab {x: word} cdef;' cdef'",
                "{x: word}{_};",
                "x {a: ONE|TWO}{b: ONE|TWO} y;x ONEONE y|x ONETWO y|x TWOONE y|x TWOTWO y"
            })
    void knowsWhatIsSureToBeInTheLine(String shape, String literals) {
        String expected = literals == null ? "" : literals.replace("'", "");

        assertThat(String.join("|", shape(shape, Use.FILE).literals())).isEqualTo(expected);
    }

    /** Quotes in the text are escaped, but for those of a time pattern. */
    static Shape shape(String text, Use use) {
        var errors = new Errors();
        return new ShapeCompiler(new Readers(Codes.NONE), errors)
                .compile(syntax(text), use)
                .orElseThrow(() -> new AssertionError(errors.list()));
    }

    static ShapeSyntax syntax(String text) {
        String escaped =
                text.contains("time \"") ? text : text.replace("\\", "\\\\").replace("\"", "\\\"");
        return FormatFixture.syntax("x", "format x \"x\"\nnoise \"" + escaped + "\"\n")
                .all(FormatItem.Noise.class)
                .findFirst()
                .orElseThrow()
                .shape();
    }
}
