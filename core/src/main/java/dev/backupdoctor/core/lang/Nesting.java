package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.grammar.RuleLexer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * How deep the brackets and signs of a file stand in one another, and how long its chains of operators are. What reads
 * a tree calls itself for each of them, so that thousands would exhaust its stack.
 */
final class Nesting {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_LINKS = 1000;

    private static final Set<Integer> OPENING =
            Set.of(RuleLexer.LPAREN, RuleLexer.LBRACK, RuleLexer.QUOTE, RuleLexer.HOLE);
    private static final Set<Integer> CLOSING =
            Set.of(RuleLexer.RPAREN, RuleLexer.RBRACK, RuleLexer.TEXT_END, RuleLexer.TEXT_OPEN, RuleLexer.HOLE_END);
    private static final Set<Integer> PREFIX = Set.of(RuleLexer.MINUS, RuleLexer.NOT);
    private static final Set<Integer> LINKS = Set.of(
            RuleLexer.AND,
            RuleLexer.OR,
            RuleLexer.COALESCE,
            RuleLexer.EQ,
            RuleLexer.NE,
            RuleLexer.LE,
            RuleLexer.GE,
            RuleLexer.LT,
            RuleLexer.GT,
            RuleLexer.PLUS,
            RuleLexer.STAR,
            RuleLexer.SLASH,
            RuleLexer.DOT,
            RuleLexer.IN,
            RuleLexer.IS);

    private Nesting() {}

    /** The first token that stands too deep, or at the end of too long a chain. */
    static Optional<Token> tooDeep(List<Token> tokens) {
        int depth = 0;
        int signs = 0;
        int links = 0;
        for (Token token : tokens) {
            int type = token.getType();
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            }
            if (OPENING.contains(type)) {
                depth++;
            } else if (CLOSING.contains(type)) {
                depth--;
            }
            signs = PREFIX.contains(type) ? signs + 1 : 0;
            if (LINKS.contains(type) || PREFIX.contains(type)) {
                links++;
            } else if (token.getCharPositionInLine() == 0) {
                // A word at the begin of a line begins a statement.
                links = 0;
            }
            if (depth + signs > MAX_DEPTH || links > MAX_LINKS) {
                return Optional.of(token);
            }
        }
        return Optional.empty();
    }
}
