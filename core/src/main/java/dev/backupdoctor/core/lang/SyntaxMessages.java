package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.grammar.RuleLexer;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.LexerNoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Says what was expected in the words of the language, where ANTLR would list sixty tokens. One error a line. */
final class SyntaxMessages extends BaseErrorListener {

    /** Characters of other languages, with what is written here. */
    private static final Map<String, String> FOREIGN = Map.of(
            "}", "a brace within a text is written \\}",
            "&", "write and",
            "!", "write not, or != between two values",
            "'", "texts stand in double quotes",
            ";", "nothing ends a statement: the next one begins");

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
        boolean atEnd = symbol instanceof Token t && t.getType() == Token.EOF;
        if (line == lastLine || (lastLine > 0 && atEnd)) {
            return;
        }
        lastLine = line;
        if (recognizer instanceof Parser parser && symbol instanceof Token token) {
            errors.add(unexpected(parser, token));
        } else {
            Pos at = new Pos(file, line, column + 1, 1);
            errors.add(hinted(at, "this character has no meaning here", FOREIGN.getOrDefault(character(cause), "")));
        }
    }

    private static String character(@Nullable RecognitionException cause) {
        return cause instanceof LexerNoViableAltException e
                ? e.getInputStream().getText(Interval.of(e.getStartIndex(), e.getStartIndex()))
                : "";
    }

    private LanguageError unexpected(Parser parser, Token token) {
        IntervalSet expected = parser.getExpectedTokens();
        if (token.getType() == RuleLexer.TEXT_OPEN) {
            return hinted(at(token), "this text is not closed", "a text ends with \" on the line where it begins");
        }
        Optional<Token> hole = openHole(parser, token);
        if (hole.isPresent()) {
            return hinted(at(hole.get()), "this hole is not closed", "a hole ends with } on the line where it begins");
        } else if (expected.contains(RuleLexer.BLOCK) && token.getType() == RuleLexer.QUOTE) {
            String hint = "a block is \"\"\", the lines of it, and \"\"\" again";
            return hinted(at(token), "this block is not closed, or has text on its first line", hint);
        } else if (token.getType() != Token.EOF && Expected.isStatement(expected)) {
            return misplaced(parser, token);
        }
        boolean reserved = expected.contains(RuleLexer.ID) && Expected.isReserved(token.getType());
        String message = "expected " + Expected.phrase(expected) + ", found " + found(token);
        return hinted(at(token), message, reserved ? "'" + token.getText() + "' cannot be a name" : "");
    }

    /** Something where a statement could begin, or where the one before could go on. */
    private LanguageError misplaced(Parser parser, Token token) {
        Token before = parser.getInputStream().LT(-1);
        boolean first = before == null || before.getLine() < token.getLine();
        boolean inFormat = parser.getRuleInvocationStack().contains("format")
                || parser.getInputStream().get(0).getType() == RuleLexer.FORMAT;
        String word = token.getText();
        if (first && Expected.isWord(token)) {
            return hinted(at(token), "'" + word + "' begins no statement here", Expected.statementHint(word, inFormat));
        } else if (before != null
                && isFirstOfLine(parser, before)
                && Expected.statements(inFormat).contains(before.getText())) {
            String hint = "the statement before is not finished, so '" + before.getText() + "' was taken for a name";
            return hinted(at(token), "expected a statement, found " + found(token), hint);
        }
        String hint = token.getType() == RuleLexer.ASSIGN ? "two values are compared with ==" : "";
        return hinted(at(token), found(token) + " does not belong to this statement", hint);
    }

    private static boolean isFirstOfLine(Parser parser, Token token) {
        int index = token.getTokenIndex() - 1;
        while (index >= 0 && parser.getInputStream().get(index).getChannel() != Token.DEFAULT_CHANNEL) {
            index--;
        }
        return index < 0 || parser.getInputStream().get(index).getLine() < token.getLine();
    }

    /** The innermost hole before a token that stands on a later line; holes end on their line. */
    private static Optional<Token> openHole(Parser parser, Token token) {
        int closed = 0;
        for (int i = token.getTokenIndex() - 1; i >= 0; i--) {
            Token t = parser.getInputStream().get(i);
            if (t.getType() == RuleLexer.HOLE_END) {
                closed++;
            } else if (t.getType() == RuleLexer.HOLE && closed-- == 0) {
                boolean later = t.getLine() < token.getLine() || token.getType() == Token.EOF;
                return later ? Optional.of(t) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Pos at(Token token) {
        boolean one = token.getType() == RuleLexer.TEXT_OPEN || token.getType() == Token.EOF;
        int length = one ? 1 : Math.max(1, token.getText().length());
        return new Pos(file, token.getLine(), token.getCharPositionInLine() + 1, length);
    }

    private static LanguageError hinted(Pos at, String message, String hint) {
        LanguageError error = LanguageError.error(at, message);
        return hint.isEmpty() ? error : error.hint(hint);
    }

    private static String found(Token token) {
        return token.getType() == Token.EOF
                ? "the end of the file"
                : "'" + token.getText().strip() + "'";
    }
}
