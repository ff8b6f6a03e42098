package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.grammar.RuleLexer;
import dev.backupdoctor.core.lang.grammar.RuleParser;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/**
 * Reads a format or rule file into its tree. Errors go to {@link Errors}; the tree is given only when there were none.
 *
 * <p>Text in rule files that is not closed ends at its line, so one forgotten quote gives one error.
 */
public final class SyntaxReader {

    /** A rule file is for people; a larger one is a mistake. */
    public static final int MAX_CHARS = 64 * 1024;

    private SyntaxReader() {}

    /**
     * Reads one file.
     *
     * @param file path as shown in errors
     */
    public static Optional<Syntax> read(String file, String source, Errors errors) {
        if (source.length() > MAX_CHARS) {
            errors.error(
                    new Pos(file, 1, 1, 1), "file has " + source.length() + " characters, allowed are " + MAX_CHARS);
            return Optional.empty();
        }
        int before = errors.list().size();
        RuleParser parser = parser(file, source, errors);
        if (isTooDeep(parser, file, errors)) {
            return Optional.empty();
        }
        RuleParser.FileContext tree = parser.file();
        if (errors.list().size() > before) {
            return Optional.empty();
        }
        var nodes = new Nodes(file, errors);
        Syntax syntax = tree.format() != null
                ? new FormatNodes(nodes).format(tree.format())
                : new RuleNodes(nodes).rule(tree.rule_());
        return errors.list().size() > before ? Optional.empty() : Optional.of(syntax);
    }

    /** Reads a lone expression, such as a value given on the command line. */
    public static Optional<Expr> readExpression(String name, String source, Errors errors) {
        int before = errors.list().size();
        RuleParser parser = parser(name, source, errors);
        if (isTooDeep(parser, name, errors)) {
            return Optional.empty();
        }
        RuleParser.ExprContext tree = parser.expr();
        if (parser.getCurrentToken().getType() != RuleParser.EOF) {
            errors.error(new Pos(name, 1, 1, source.length()), "'" + source + "' is not one value");
        }
        return errors.list().size() > before ? Optional.empty() : Optional.of(new Nodes(name, errors).expr(tree));
    }

    private static boolean isTooDeep(RuleParser parser, String file, Errors errors) {
        var tokens = (CommonTokenStream) parser.getTokenStream();
        tokens.fill();
        Optional<Token> deep = Nesting.tooDeep(tokens.getTokens());
        deep.ifPresent(token -> errors.error(
                new Pos(file, token.getLine(), token.getCharPositionInLine() + 1, 1),
                "this stands in too many brackets, or at the end of too many operators; name a part by 'let'"));
        return deep.isPresent();
    }

    private static RuleParser parser(String file, String source, Errors errors) {
        var messages = new SyntaxMessages(file, errors);
        var lexer = new RuleLexer(CharStreams.fromString(source, file));
        lexer.removeErrorListeners();
        lexer.addErrorListener(messages);
        var parser = new RuleParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(messages);
        return parser;
    }
}
