package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.grammar.RuleLexer;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** The comments of a file: behind a token on its line, or on lines of their own before a token. */
final class LayoutComments {

    private final CommonTokenStream tokens;

    LayoutComments(CommonTokenStream tokens) {
        this.tokens = tokens;
    }

    /** The comment behind a token, on the line where the token ends. */
    Optional<String> behind(Token token) {
        return hidden(tokens.getHiddenTokensToRight(token.getTokenIndex())).stream()
                .takeWhile(t -> t.getText().indexOf('\n') < 0)
                .filter(t -> t.getType() == RuleLexer.COMMENT)
                .map(t -> t.getText().stripTrailing())
                .findFirst();
    }

    /** The comments before a token that stand on lines of their own. */
    List<String> ownLinesBefore(Token token) {
        List<Token> hidden = hidden(tokens.getHiddenTokensToLeft(token.getTokenIndex()));
        boolean first = hidden.isEmpty() || hidden.get(0).getTokenIndex() == 0;
        boolean behind =
                !first && behind(tokens.get(hidden.get(0).getTokenIndex() - 1)).isPresent();
        return hidden.stream()
                .filter(t -> t.getType() == RuleLexer.COMMENT)
                .skip(behind ? 1 : 0)
                .map(t -> t.getText().stripTrailing())
                .toList();
    }

    private static List<Token> hidden(List<Token> tokensOrNull) {
        return Optional.ofNullable(tokensOrNull).orElse(List.of());
    }
}
