package dev.backupdoctor.core.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.backupdoctor.core.lang.Syntax.FormatFile;
import dev.backupdoctor.core.lang.Syntax.FormatItem;
import dev.backupdoctor.core.lang.Syntax.Given;
import dev.backupdoctor.core.lang.Syntax.RuleFile;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.lang.grammar.RuleLexer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxReaderTest {

    private static final String RULE = "rule acme-x \"t\"";
    private static final String FORMAT = "format acme-x \"t\"";
    private static final List<String> RESERVED = List.of(
            "after", "and", "as", "because", "before", "by", "in", "is", "not", "or", "to", "when", "where", "within");

    @ParameterizedTest
    @MethodSource("slips")
    void saysOnceWhatIsWrongAndWhere(String message, String marked) {
        String before = marked.substring(0, marked.indexOf('»'));

        var errors = new Errors();
        Optional<Syntax> syntax = SyntaxReader.read("f", marked.replace("»", ""), errors);

        assertThat(syntax).isEmpty();
        assertThat(errors.list()).as(marked).hasSize(1);
        LanguageError error = errors.list().get(0);
        assertThat(error.message()).isEqualTo(message);
        assertThat(error.at().line()).as(marked).isEqualTo(before.split("\n", -1).length);
        assertThat(error.at().column()).as(marked).isEqualTo(before.length() - before.lastIndexOf('\n'));
    }

    static Stream<Arguments> slips() {
        return Stream.of(
                slip("this text is not closed", RULE, "severity error", "say \"not closed»", "why \"x\""),
                slip("this hole is not closed", RULE, "say \"a »{b", "why \"x\""),
                slip("this hole is not closed", RULE, "say \"a »{b + "),
                slip("this hole is not closed", FORMAT, "sign \"a »{b: word", "zone utc"),
                slip("expected 'in' or '}', found 'c'", RULE, "say \"a {b »c}\""),
                slip("expected a value, found '}'", RULE, "say \"a {»}\""),
                slip("this character has no meaning here", RULE, "say \"a »} b\""),
                slip("this character has no meaning here", RULE, "if a »&& b"),
                slip("'severty' begins no statement here", RULE, "»severty error", "say \"x\""),
                slip("'files' begins no statement here", RULE, "»files \"x\"", "severity error"),
                slip("'given' begins no statement here", RULE, "severity error", "»given now = 5"),
                slip("'lin' begins no statement here", FORMAT, "event acme.x", "  »lin \"x\""),
                slip("expected '=', found '5'", RULE, "let x »5", "say \"x\""),
                slip("expected a name, found 'where'", RULE, "let »where = 5"),
                slip("expected a statement, found '\"'", RULE, "let x =", "say »\"x\""),
                slip("'=' does not belong to this statement", RULE, "if a »= b"),
                slip("'b' does not belong to this statement", RULE, "if a »b"),
                slip("expected ')', found 'say'", RULE, "if (a or b", "»say \"x\""),
                slip("expected 'as', found 'say'", RULE, "with acme.x", "»say \"x\""),
                slip("expected 'within', found the end of the file", RULE, "verify again()", "»"),
                slip("expected 'because', found 'say'", RULE, "unless a", "»say \"x\""),
                slip("expected a text in quotes, found ','", RULE, "table by k a», b \"b\""),
                slip(
                        "this block is not closed, or has text on its first line",
                        RULE,
                        "example \"x\" finds",
                        "  given events \"\"»\"",
                        "abc"),
                slip("expected a block in \"\"\", found the end of the file", FORMAT, "sample \"a\" silent", "»"),
                slip("'\\q' is no escape", RULE, "say \"a»\\q b\""),
                slip("expected a statement, found the end of the file", RULE, "»"),
                slip("expected a name, found '\"'", "rule »\"x\""),
                slip("expected a name, found the end of the file", FORMAT, "zone", "»"),
                slip("expected 'format' or 'rule', found 'hello'", "»hello"),
                slip("expected 'format' or 'rule', found the end of the file", "»"));
    }

    @ParameterizedTest
    @MethodSource("hints")
    void saysWhatWasMeant(String hint, String source) {
        var errors = new Errors();
        SyntaxReader.read("f", source, errors);

        assertThat(errors.list().get(0).hint()).contains(hint);
    }

    static Stream<Arguments> hints() {
        return Stream.of(
                slip("did you mean severity?", RULE, "severty error"),
                slip("did you mean line or sign?", FORMAT, "event acme.x", "  lin \"x\""),
                slip("it is a statement of formats", RULE, "files \"x\""),
                slip("it is a part of example", RULE, "severity error", "given now = 5"),
                slip("the statement before is not finished, so 'say' was taken for a name", RULE, "if", "say \"x\""),
                slip("two values are compared with ==", RULE, "if a = b"),
                slip("'where' cannot be a name", RULE, "let where = 5"),
                slip("a brace within a text is written \\}", RULE, "say \"}\""),
                slip("a text ends with \" on the line where it begins", RULE, "say \"x", "why \"y\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "-", "not ", "1 + ", "a.b.", "\"{", "x and "})
    void refusesWhatIsNestedTooDeep(String part) {
        var errors = new Errors();

        Optional<Syntax> syntax =
                SyntaxReader.read("rules/acme-x.rule", RULE + "\nlet x = " + part.repeat(5000) + "\n", errors);

        assertThat(syntax).isEmpty();
        assertThat(errors.list()).hasSize(1);
        assertThat(errors.list().get(0).message()).contains("too many");
    }

    @Test
    void refusesAFileOfMoreThan64KiB() {
        var errors = new Errors();
        String source = RULE + "\nseverity error\n";

        assertThat(SyntaxReader.read("f", source + "#".repeat(65_536 - source.length()), errors))
                .isPresent();
        assertThat(SyntaxReader.read("f", source + "#".repeat(65_537 - source.length()), errors))
                .isEmpty();
        assertThat(errors.list())
                .extracting(LanguageError::message)
                .containsExactly("file has 65537 characters, allowed are 65536");
    }

    @Test
    void resolvesEscapesInTextsAndShapes() {
        RuleFile rule = rule("why \"\\{a\\} \\\"b\\\" \\\\ \\n \\t\"");
        FormatFile format = format("sign \"\\{a\\} \\\"b\\\" \\\\ \\n \\t\"");

        assertThat(rule.all(RuleItem.Why.class).findFirst().orElseThrow().text().plain())
                .isEqualTo("{a} \"b\" \\ \n \t");
        assertThat(format.all(FormatItem.Sign.class)
                        .findFirst()
                        .orElseThrow()
                        .shapes()
                        .get(0)
                        .parts())
                .singleElement()
                .isInstanceOfSatisfying(
                        ShapeSyntax.Part.Literal.class,
                        l -> assertThat(l.text()).isEqualTo("{a} \"b\" \\ \n \t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one\n", "one\n\n  \"two\" {three} # four \\n\n", "\n", "crlf\r\n"})
    void keepsTheLinesOfABlock(String lines) {
        RuleFile rule = rule("example \"x\" finds nothing\n  given events \"\"\"\n" + lines + "\"\"\"");

        Given given = rule.all(RuleItem.Example.class)
                .findFirst()
                .orElseThrow()
                .givens()
                .get(0);

        assertThat(given)
                .isInstanceOfSatisfying(
                        Given.Events.class, e -> assertThat(e.json()).isEqualTo(lines));
    }

    @ParameterizedTest
    @MethodSource("freeWords")
    void takesEveryWordThatIsNotReservedForAName(String word) {
        String inRule = "setting W: W = W \"h\"\nfor-each W, W in W.W where W as W\nwith W by W = W after W as all W\n"
                + "let W = W.W(W by W) when W, [W] \nlet x = -W\nif W is W and not W in [W]\nunless W because \"W\"\n"
                + "show W\nshow W \"{W}\"\ntable by W W \"W\"\nexplains W, W\nask W \"W?\"\nask W run on W: \"W\" \"W\"\n"
                + "fix W \"W\" when W\n  edit W to W\n  confirm W\nverify W(W) within W\nmetric W = W \"W\"\n"
                + "example \"W\" finds\n  given W \"W\" \"\"\"\n\"\"\"\n  given W = W\n  expect W";
        String inFormat = "zone W\nparser W\nhead by W\nvalues W\nidentity \"{W: W}\"\ncontext W \"{W: W|W}\"\n"
                + "event W.W sought by W\n  take W: W from W.W, W: W|W\nsample \"W\" gives W.W where W \"\"\"\n\"\"\"";

        assertThat(rule(inRule.replace("W", word)).items()).hasSize(18);
        assertThat(format(inFormat.replace("W", word)).items()).hasSize(8);
    }

    static Stream<String> freeWords() {
        return IntStream.rangeClosed(1, RuleLexer.VOCABULARY.getMaxTokenType())
                .mapToObj(RuleLexer.VOCABULARY::getLiteralName)
                .flatMap(Stream::ofNullable)
                .map(literal -> literal.substring(1, literal.length() - 1))
                .filter(word -> word.chars().allMatch(Character::isLetter) && !RESERVED.contains(word));
    }

    @Test
    void readsALoneExpression() {
        var errors = new Errors();

        assertThat(SyntaxReader.readExpression("--set", "26 h", errors)).isPresent();
        assertThat(errors.list()).isEmpty();
        assertThat(SyntaxReader.readExpression("--set", "26 h 5", errors)).isEmpty();
        assertThat(SyntaxReader.readExpression("--set", "26 +", errors)).isEmpty();
        assertThat(SyntaxReader.readExpression("--set", "", errors)).isEmpty();
    }

    private static Arguments slip(String says, String... lines) {
        return arguments(says, String.join("\n", lines) + (lines[lines.length - 1].equals("»") ? "" : "\n"));
    }

    private static RuleFile rule(String statements) {
        return (RuleFile) read("rule acme-x \"t\"\nseverity error\n" + statements);
    }

    private static FormatFile format(String statements) {
        return (FormatFile) read("format acme-x \"t\"\n" + statements);
    }

    private static Syntax read(String source) {
        var errors = new Errors();
        Optional<Syntax> syntax = SyntaxReader.read("f", source, errors);
        assertThat(errors.list()).as(source).isEmpty();
        return syntax.orElseThrow();
    }
}
