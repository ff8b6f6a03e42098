package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.grammar.RuleLexer;
import dev.backupdoctor.core.lang.grammar.RuleParser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;

/** One statement without its parts, or one part: usually one line of the file. */
final class LayoutLine {

    /**
     * Columns of a file, from 0.
     *
     * @param content where what follows a keyword begins
     * @param let where the {@code =} of a value stands
     */
    record Columns(int content, int let) {}

    private static final int MAX_WIDTH = 120;

    /** Keywords that are not padded: they name things, and what follows is no column to look down. */
    private static final Set<Integer> UNPADDED = Set.of(
            RuleLexer.FORMAT,
            RuleLexer.RULE,
            RuleLexer.EVENT,
            RuleLexer.LINE,
            RuleLexer.TAKE,
            RuleLexer.NOISE,
            RuleLexer.SAMPLE,
            RuleLexer.LET,
            RuleLexer.EXAMPLE,
            RuleLexer.GIVEN,
            RuleLexer.EXPECT);

    private final List<LayoutLeaf> leaves;
    private final LayoutComments comments;
    private final Columns columns;
    private final String indent;
    private final boolean isSay;

    LayoutLine(ParserRuleContext statement, LayoutComments comments, Columns columns) {
        this.leaves = LayoutLeaf.of(statement);
        this.comments = comments;
        this.columns = columns;
        boolean part = LayoutOrder.isPart(statement) && !(statement instanceof RuleParser.VersionsContext);
        this.indent = part ? "  " : "";
        this.isSay = statement instanceof RuleParser.SayItemContext;
    }

    /** Writes it with its comments and a line feed. */
    void write(StringBuilder out) {
        for (String comment : comments.ownLinesBefore(leaves.get(0).first())) {
            out.append(indent).append(comment).append('\n');
        }
        boolean branches = leaves.stream().anyMatch(LayoutLeaf::endsBranch);
        String text = text(isSay);
        out.append(branches && text.length() > MAX_WIDTH ? text(true) : text);
        comments.behind(leaves.get(leaves.size() - 1).last())
                .ifPresent(c -> out.append("  ").append(c));
        out.append('\n');
    }

    /** The line; with each branch of a choice on its own line, if asked for. */
    private String text(boolean parted) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < leaves.size(); i++) {
            LayoutLeaf leaf = leaves.get(i);
            if (i > 0) {
                gap(line, i, parted);
            }
            line.append(leaf.text());
        }
        return line.toString();
    }

    /** What stands between a leaf and the one before it. */
    private void gap(StringBuilder line, int index, boolean parted) {
        LayoutLeaf before = leaves.get(index - 1);
        LayoutLeaf leaf = leaves.get(index);
        Optional<String> behind = comments.behind(before.last());
        List<String> own = comments.ownLinesBefore(leaf.first());
        boolean full = before.endsElement() && width(line) + 1 + elementWidth(index) > MAX_WIDTH;
        behind.ifPresent(c -> line.append("  ").append(c));
        own.forEach(c -> next(line).append(c));
        if (behind.isPresent() || !own.isEmpty() || full || (parted && before.endsBranch())) {
            next(line);
        } else if (isPadded(index)) {
            pad(line, columns.content());
        } else if (index == 2 && leaves.get(0).is(RuleLexer.LET)) {
            pad(line, columns.let());
        } else if (!before.tightBehind() && !leaf.tightBefore()) {
            line.append(' ');
        }
    }

    /** True for the first leaf behind a padded keyword, which may be {@code head by} or {@code head anywhere}. */
    private boolean isPadded(int index) {
        LayoutLeaf second = leaves.get(1);
        boolean two = leaves.get(0).is(RuleLexer.HEAD) && (second.is(RuleLexer.BY) || second.is(RuleLexer.ANYWHERE));
        return index == (two ? 2 : 1)
                && !UNPADDED.contains(leaves.get(0).first().getType());
    }

    private StringBuilder next(StringBuilder line) {
        int column = leaves.get(0).is(RuleLexer.TAKE) ? indent.length() + "take ".length() : columns.content();
        return line.append('\n').append(" ".repeat(column));
    }

    private static void pad(StringBuilder line, int column) {
        line.append(" ".repeat(Math.max(1, column - width(line))));
    }

    private static int width(StringBuilder line) {
        return line.length() - line.lastIndexOf("\n") - 1;
    }

    /** Width of what follows up to the next comma of the list. */
    private int elementWidth(int from) {
        int width = 0;
        for (int i = from; i < leaves.size(); i++) {
            boolean tight = i == from
                    || leaves.get(i).tightBefore()
                    || leaves.get(i - 1).tightBehind();
            width += leaves.get(i).text().length() + (tight ? 0 : 1);
            if (leaves.get(i).endsElement()) {
                return width;
            }
        }
        return width;
    }
}
