package dev.backupdoctor.core.lang;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.lang.grammar.RuleLexer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {

    /** In a path, so that places can be told from other text. */
    private static final String FILE = "a/b";

    @ParameterizedTest
    @ValueSource(strings = {"acme-log.format", "acme-file.format", "acme-disk-full.rule"})
    void leavesASettledFileAsItIs(String name) {
        assertThat(format(resource(name))).isEqualTo(resource(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"messy.rule", "messy.format"})
    void laysOut(String name) {
        assertThat(format(resource(name))).isEqualTo(resource(name + ".settled"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme-log.format", "acme-disk-full.rule", "messy.rule", "messy.format"})
    void keepsMeaningAndComments(String name) {
        assertKept(resource(name), name);
    }

    @ParameterizedTest
    @MethodSource("squeezed")
    void keepsMeaningAndCommentsOfAFileWithoutAnyLayout(String source) {
        assertKept(source, source);
    }

    /** Files with a comment behind each word, before each word, and with no blank that is not needed. */
    static Stream<String> squeezed() {
        return Stream.of("acme-log.format", "acme-disk-full.rule").flatMap(name -> {
            String source = resource(name);
            return Stream.of(" #c\n", "\n# c\n", "\n\n  \t", " ").map(between -> between(source, between));
        });
    }

    @Test
    void keepsBlocksByteForByte() {
        String source = "format acme-x \"x\" sign \"x\" sample \"s\" silent \"\"\"  \r\n a\t \r\n\n\"\"\"\r\n# c\r\n";

        String settled = format(source);

        assertThat(settled)
                .isEqualTo(
                        "format acme-x \"x\"\n\nsign     \"x\"\n\nsample \"s\" silent \"\"\"  \r\n a\t \r\n\n\"\"\"\n# c\n");
    }

    @Test
    void givesNothingForAFileWithErrors() {
        var errors = new Errors();

        assertThat(Layout.format(FILE, "rule acme-x \"x\" severity", errors)).isEmpty();
        assertThat(errors.list()).hasSize(1);
    }

    private static void assertKept(String source, String as) {
        String settled = format(source);

        assertThat(format(settled)).as(as).isEqualTo(settled);
        assertThat(statements(settled)).as(as).isEqualTo(statements(source));
        assertThat(words(settled)).as(as).isEqualTo(words(source));
    }

    private static String format(String source) {
        var errors = new Errors();
        var settled = Layout.format(FILE, source, errors);
        assertThat(errors.list()).as(source).isEmpty();
        return settled.orElseThrow();
    }

    /** The statements of each kind in their order, without places. */
    private static Map<String, List<String>> statements(String source) {
        Syntax syntax = SyntaxReader.read(FILE, source, new Errors()).orElseThrow();
        Stream<?> items = syntax instanceof Syntax.RuleFile rule
                ? rule.items().stream()
                : ((Syntax.FormatFile) syntax).items().stream();
        return items.collect(groupingBy(
                i -> i.getClass().getSimpleName(),
                TreeMap::new,
                mapping(i -> i.toString().replaceAll(FILE + ":\\d+:\\d+", "@"), toList())));
    }

    /** All words and comments, sorted: nothing may be lost or added. */
    private static List<String> words(String source) {
        return tokens(source).stream().map(t -> t.getText().strip()).sorted().toList();
    }

    /** All tokens but blanks, comments included. */
    private static List<Token> tokens(String source) {
        return new RuleLexer(CharStreams.fromString(source))
                .getAllTokens().stream()
                        .map(Token.class::cast)
                        .filter(t -> t.getType() != RuleLexer.SPACE)
                        .toList();
    }

    /** The source with something else between its words; texts stay as they are. */
    private static String between(String source, String between) {
        var out = new StringBuilder();
        int texts = 0;
        int end = 0;
        for (Token token : tokens(source)) {
            if (token.getType() != RuleLexer.COMMENT) {
                String gap = source.substring(end, token.getStartIndex());
                texts -= token.getType() == RuleLexer.TEXT_END ? 1 : 0;
                out.append(texts > 0 || token.getType() == RuleLexer.TEXT_END ? gap : between)
                        .append(token.getText());
                texts += token.getType() == RuleLexer.QUOTE ? 1 : 0;
            }
            end = token.getStopIndex() + 1;
        }
        return out.append('\n').toString();
    }

    private static String resource(String name) {
        try (InputStream in = LayoutTest.class.getResourceAsStream("/lang/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
