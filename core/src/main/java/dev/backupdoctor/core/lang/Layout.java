package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.grammar.RuleLexer;
import dev.backupdoctor.core.lang.grammar.RuleParser;
import dev.backupdoctor.core.lang.grammar.RuleParser.LetItemContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Writes a format or rule file in its one settled form. The meaning stays, and so does every comment.
 *
 * <p>Statements stand in the order of {@link LayoutOrder}, parted into groups by one blank line; statements of one kind
 * keep the author's order. Keywords are padded, so that what they say begins in one column. Texts, shapes and
 * {@code """} blocks are not touched. A comment behind a statement stays behind it; one on a line of its own stays
 * before the statement that follows.
 */
public final class Layout {

    private static final int FORMAT_COLUMN = 9;
    private static final int RULE_COLUMN = 12;

    private final LayoutComments comments;
    private final LayoutOrder order;
    private final LayoutLine.Columns columns;
    private final StringBuilder out = new StringBuilder();

    private Layout(LayoutComments comments, LayoutOrder order, LayoutLine.Columns columns) {
        this.comments = comments;
        this.order = order;
        this.columns = columns;
    }

    /**
     * The settled form of a file; empty if it has errors, which are added to {@code errors}.
     *
     * @param file path as shown in errors
     */
    public static Optional<String> format(String file, String source, Errors errors) {
        return SyntaxReader.read(file, source, errors).map(sound -> {
            var tokens = new CommonTokenStream(new RuleLexer(CharStreams.fromString(source, file)));
            RuleParser.FileContext tree = new RuleParser(tokens).file();
            var comments = new LayoutComments(tokens);
            if (tree.format() != null) {
                var columns = new LayoutLine.Columns(FORMAT_COLUMN, 0);
                return new Layout(comments, LayoutOrder.FORMAT, columns).write(tree, tree.format());
            }
            var columns = new LayoutLine.Columns(RULE_COLUMN, letColumn(tree.rule_()));
            return new Layout(comments, LayoutOrder.RULE, columns).write(tree, tree.rule_());
        });
    }

    private String write(RuleParser.FileContext file, ParserRuleContext content) {
        lines(content);
        List<ParserRuleContext> statements = new ArrayList<>(content.getRuleContexts(ParserRuleContext.class));
        statements.removeIf(s -> !LayoutOrder.isStatement(s));
        statements.sort(Comparator.comparingInt(order::place));
        int bindings = lastBinding(statements);
        int group = -1;
        for (int i = 0; i < statements.size(); i++) {
            ParserRuleContext statement = statements.get(i);
            int next = order.group(statement);
            if (next != group || (i == bindings + 1 && statement instanceof LetItemContext)) {
                out.append('\n');
            }
            group = next;
            lines(statement);
        }
        comments.ownLinesBefore(file.getStop()).forEach(c -> out.append(c).append('\n'));
        return out.toString();
    }

    /** Writes a statement and the parts of it that have lines of their own; not the statements within a file. */
    private void lines(ParserRuleContext statement) {
        new LayoutLine(statement, comments, columns).write(out);
        for (ParserRuleContext part : statement.getRuleContexts(ParserRuleContext.class)) {
            if (LayoutOrder.isPart(part)) {
                new LayoutLine(part, comments, columns).write(out);
            }
        }
    }

    /** Bindings and the values between them are one group; the values after the last binding are another. */
    private static int lastBinding(List<ParserRuleContext> statements) {
        int last = -1;
        for (int i = 0; i < statements.size(); i++) {
            if (LayoutOrder.isBinding(statements.get(i))) {
                last = i;
            }
        }
        return last;
    }

    /** Where the {@code =} of all values stands. */
    private static int letColumn(RuleParser.Rule_Context rule) {
        return rule.ruleItem().stream()
                .filter(LetItemContext.class::isInstance)
                .map(i -> "let " + ((LetItemContext) i).name().getText() + " ")
                .mapToInt(String::length)
                .reduce(RULE_COLUMN, Math::max);
    }
}
