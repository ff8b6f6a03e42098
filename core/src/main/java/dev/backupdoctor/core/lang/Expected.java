package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.grammar.RuleLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** What may stand at a place, in words. */
final class Expected {

    private static final List<String> FORMAT_STATEMENTS = List.of(
            "files", "sign", "zone", "parser", "head", "values", "identity", "context", "event", "noise", "sample");

    private static final List<String> RULE_STATEMENTS = List.of(
            "severity",
            "confidence",
            "setting",
            "for-each",
            "with",
            "maybe",
            "without",
            "let",
            "if",
            "unless",
            "say",
            "why",
            "show",
            "table",
            "explains",
            "cause",
            "ask",
            "fix",
            "verify",
            "metric",
            "see",
            "beware",
            "example");

    /** Words that begin a part of a statement. */
    private static final Map<String, List<String>> PARTS = Map.of(
            "event", List.of("line", "take"),
            "fix", List.of("edit", "run", "do", "undo", "loses", "confirm"),
            "example", List.of("given", "expect"));

    private static final Set<Integer> RESERVED = Set.of(
            RuleLexer.AFTER,
            RuleLexer.AND,
            RuleLexer.AS,
            RuleLexer.BECAUSE,
            RuleLexer.BEFORE,
            RuleLexer.BY,
            RuleLexer.IN,
            RuleLexer.IS,
            RuleLexer.NOT,
            RuleLexer.OR,
            RuleLexer.TO,
            RuleLexer.WHEN,
            RuleLexer.WHERE,
            RuleLexer.WITHIN);

    private Expected() {}

    /** What is expected, as a part of a sentence. */
    static String phrase(IntervalSet tokens) {
        if (tokens.contains(RuleLexer.FORMAT) && tokens.contains(RuleLexer.RULE) && !tokens.contains(RuleLexer.ID)) {
            return "'format' or 'rule'";
        } else if (tokens.contains(RuleLexer.NUMBER) && tokens.contains(RuleLexer.LPAREN)) {
            return "a value";
        } else if (tokens.contains(RuleLexer.ID)) {
            return "a name";
        } else if (isStatement(tokens)) {
            return "a statement";
        }
        return tokens.toList().stream().map(Expected::word).distinct().collect(Collectors.joining(" or "));
    }

    private static String word(int type) {
        return switch (type) {
            case RuleLexer.QUOTE -> "a text in quotes";
            case RuleLexer.BLOCK -> "a block in \"\"\"";
            case RuleLexer.HOLE_END -> "'}'";
            default -> RuleLexer.VOCABULARY.getDisplayName(type);
        };
    }

    /** True where a statement may begin, or the file may end. */
    static boolean isStatement(IntervalSet tokens) {
        boolean begins = tokens.contains(RuleLexer.CAUSE) || tokens.contains(RuleLexer.IDENTITY);
        return !tokens.contains(RuleLexer.ID) && (begins || tokens.contains(Token.EOF));
    }

    static boolean isReserved(int type) {
        return RESERVED.contains(type);
    }

    static boolean isWord(Token token) {
        return Character.isLetter(token.getText().charAt(0));
    }

    static List<String> statements(boolean inFormat) {
        return inFormat ? FORMAT_STATEMENTS : RULE_STATEMENTS;
    }

    /** What the author may have meant by a word where a statement should begin. */
    static String statementHint(String word, boolean inFormat) {
        List<String> known = new ArrayList<>(statements(inFormat));
        for (Map.Entry<String, List<String>> part : PARTS.entrySet()) {
            if (part.getValue().contains(word)) {
                return "it is a part of " + part.getKey();
            } else if (statements(inFormat).contains(part.getKey())) {
                known.addAll(part.getValue());
            }
        }
        if (statements(!inFormat).contains(word)) {
            return "it is a statement of " + (inFormat ? "rules" : "formats");
        }
        String near = Nearest.hint(word, known);
        return near.isEmpty() ? "statements begin with " + String.join(", ", statements(inFormat)) : near;
    }
}
