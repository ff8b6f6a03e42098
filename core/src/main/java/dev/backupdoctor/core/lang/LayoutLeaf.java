package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.grammar.RuleLexer;
import dev.backupdoctor.core.lang.grammar.RuleParser;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * What is written in one piece: a token, or a whole text or shape with all that is in it.
 *
 * @param first its first token
 * @param last its last token
 * @param inside the part of the tree it stands in
 * @param text as in the source
 */
record LayoutLeaf(Token first, Token last, ParseTree inside, String text) {

    /** The leaves of a statement, without the parts that have lines of their own. */
    static List<LayoutLeaf> of(ParserRuleContext statement) {
        return children(statement)
                .filter(c ->
                        !(c instanceof ParserRuleContext p && (LayoutOrder.isPart(p) || LayoutOrder.isStatement(p))))
                .flatMap(LayoutLeaf::leaves)
                .toList();
    }

    private static Stream<LayoutLeaf> leaves(ParseTree tree) {
        if (tree instanceof TerminalNode t) {
            return Stream.of(new LayoutLeaf(t.getSymbol(), t.getSymbol(), t.getParent(), t.getText()));
        } else if (tree instanceof RuleParser.SaidContext || tree instanceof RuleParser.ShapeContext) {
            ParserRuleContext whole = (ParserRuleContext) tree;
            Token from = whole.getStart();
            Token to = whole.getStop();
            String text = from.getInputStream().getText(Interval.of(from.getStartIndex(), to.getStopIndex()));
            return Stream.of(new LayoutLeaf(from, to, tree, text));
        }
        return children(tree).flatMap(LayoutLeaf::leaves);
    }

    private static Stream<ParseTree> children(ParseTree tree) {
        return IntStream.range(0, tree.getChildCount()).mapToObj(tree::getChild);
    }

    boolean is(int type) {
        return first.getType() == type;
    }

    /** True when no blank stands before it. */
    boolean tightBefore() {
        return switch (first.getType()) {
            case RuleLexer.COMMA, RuleLexer.COLON, RuleLexer.RPAREN, RuleLexer.RBRACK, RuleLexer.DOT, RuleLexer.BAR ->
                true;
            case RuleLexer.LPAREN -> inside instanceof RuleParser.ArgsContext;
            default -> false;
        };
    }

    /** True when no blank stands behind it. */
    boolean tightBehind() {
        return switch (first.getType()) {
            case RuleLexer.LPAREN, RuleLexer.LBRACK, RuleLexer.DOT, RuleLexer.BAR, RuleLexer.AT -> true;
            case RuleLexer.MINUS -> inside instanceof RuleParser.MinusExprContext;
            default -> false;
        };
    }

    /** True for the comma behind a branch of a statement's own choice. */
    boolean endsBranch() {
        return is(RuleLexer.COMMA)
                && inside instanceof RuleParser.ChoiceContext
                && !(inside.getParent() instanceof RuleParser.ChoiceValueContext);
    }

    /** True for the comma behind an element of a list that may go on in the next line. */
    boolean endsElement() {
        return is(RuleLexer.COMMA)
                && (inside instanceof RuleParser.FilesItemContext
                        || inside instanceof RuleParser.SignItemContext
                        || inside instanceof RuleParser.TableItemContext
                        || inside instanceof RuleParser.TakeLineContext);
    }
}
