package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.grammar.RuleLexer;
import dev.backupdoctor.core.lang.grammar.RuleParser;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Says what was expected in the words of the language, where ANTLR would list sixty tokens. One error a line. */
final class SyntaxMessages extends BaseErrorListener {

    private final String file;
    private final Errors errors;
    private int lastLine;

    SyntaxMessages(String file, Errors errors) {
        this.file = file;
        this.errors = errors;
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object symbol,
            int line,
            int column,
            String message,
            @Nullable RecognitionException cause) {
        if (line == lastLine) {
            return;
        }
        lastLine = line;
        if (!(recognizer instanceof Parser parser) || !(symbol instanceof Token token)) {
            errors.error(new Pos(file, line, column + 1, 1), "this character has no meaning here");
            return;
        }
        boolean open = token.getType() == RuleLexer.TEXT_OPEN;
        int length = open || token.getType() == Token.EOF ? 1 : token.getText().length();
        Pos at = new Pos(file, line, column + 1, Math.max(1, length));
        if (open) {
            errors.add(LanguageError.error(at, "this text is not closed")
                    .hint("a text ends with \" on the line where it begins"));
        } else {
            errors.error(at, "expected " + expected(parser) + ", found " + found(token));
        }
    }

    private static String found(Token token) {
        return token.getType() == Token.EOF
                ? "the end of the file"
                : "'" + token.getText().strip() + "'";
    }

    private static String expected(Parser parser) {
        IntervalSet tokens = parser.getExpectedTokens();
        boolean inFormat = parser.getRuleInvocationStack().contains("format");
        if (tokens.contains(RuleParser.SEVERITY) && tokens.contains(RuleParser.ASSIGN)) {
            return "'='";
        } else if (tokens.contains(RuleParser.NUMBER)) {
            return "a value";
        } else if (tokens.contains(RuleParser.ID)) {
            return "a name";
        } else if (tokens.contains(RuleParser.FORMAT) && tokens.contains(RuleParser.RULE)) {
            return "'format' or 'rule'";
        } else if (tokens.contains(RuleParser.IDENTITY) && inFormat) {
            return "a statement (event, line, head, context, identity, noise, sample, ...)";
        } else if (tokens.contains(RuleParser.CAUSE)) {
            return "a statement (for-each, with, maybe, let, if, say, show, cause, fix, example, ...)";
        } else if (tokens.contains(RuleParser.QUOTE)) {
            return "a text in quotes";
        } else if (tokens.size() == 1) {
            return parser.getVocabulary().getDisplayName(tokens.getMinElement());
        } else if (tokens.size() <= 4) {
            return tokens.toString(parser.getVocabulary())
                    .replaceAll("[{}]", "")
                    .replace(", ", " or ");
        }
        return "the rest of the statement";
    }
}
