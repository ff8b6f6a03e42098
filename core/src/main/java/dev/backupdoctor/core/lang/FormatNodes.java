package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.ShapeSyntax.Part;
import dev.backupdoctor.core.lang.ShapeSyntax.ReaderSyntax;
import dev.backupdoctor.core.lang.ShapeSyntax.VersionRange;
import dev.backupdoctor.core.lang.Syntax.FormatFile;
import dev.backupdoctor.core.lang.Syntax.FormatItem;
import dev.backupdoctor.core.lang.Syntax.Take;
import dev.backupdoctor.core.lang.Syntax.Word;
import dev.backupdoctor.core.lang.grammar.RuleLexer;
import dev.backupdoctor.core.lang.grammar.RuleParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** From ANTLR's tree to ours: the statements of a format file, and shapes. */
final class FormatNodes {

    private final Nodes nodes;

    FormatNodes(Nodes nodes) {
        this.nodes = nodes;
    }

    FormatFile format(RuleParser.FormatContext tree) {
        List<FormatItem> items = tree.formatItem().stream().map(this::item).toList();
        return new FormatFile(nodes.at(tree.getStart()), nodes.word(tree.label()), nodes.plain(tree.text()), items);
    }

    private FormatItem item(RuleParser.FormatItemContext tree) {
        Pos at = nodes.at(tree.getStart());
        if (tree instanceof RuleParser.FilesItemContext f) {
            return new FormatItem.Files(at, f.shape().stream().map(this::shape).toList());
        } else if (tree instanceof RuleParser.SignItemContext s) {
            return new FormatItem.Sign(at, s.shape().stream().map(this::shape).toList());
        } else if (tree instanceof RuleParser.ZoneItemContext z) {
            return new FormatItem.Zone(at, nodes.word(z.label()));
        } else if (tree instanceof RuleParser.ParserItemContext p) {
            return new FormatItem.Parser(at, nodes.word(p.label()));
        } else if (tree instanceof RuleParser.HeadItemContext h) {
            Optional<ShapeSyntax> shape =
                    h.shape() == null ? Optional.empty() : Optional.of(shape(h.shape(), h.versions()));
            Optional<Word> by = h.label() == null ? Optional.empty() : Optional.of(nodes.word(h.label()));
            return new FormatItem.Head(at, h.ANYWHERE() != null, shape, by);
        } else if (tree instanceof RuleParser.ValuesItemContext v) {
            return new FormatItem.Values(at, nodes.word(v.label()));
        } else if (tree instanceof RuleParser.IdentityItemContext i) {
            return new FormatItem.Identity(at, shape(i.shape(), i.versions()));
        } else if (tree instanceof RuleParser.ContextItemContext c) {
            return new FormatItem.Context(at, nodes.word(c.label()), shape(c.shape(), c.versions()));
        } else if (tree instanceof RuleParser.EventItemContext e) {
            Optional<Word> sought = e.name() == null ? Optional.empty() : Optional.of(nodes.word(e.name()));
            return new FormatItem.Event(at, nodes.word(e.kind()), sought, lines(e.lineItem()), takes(e.lineItem()));
        } else if (tree instanceof RuleParser.NoiseItemContext n) {
            return new FormatItem.Noise(at, shape(n.shape(), null));
        }
        RuleParser.SampleItemContext s = (RuleParser.SampleItemContext) tree;
        Optional<Word> kind = s.kind() == null ? Optional.empty() : Optional.of(nodes.word(s.kind()));
        return new FormatItem.Sample(at, nodes.plain(s.text()), kind, nodes.optional(s.expr()), Nodes.block(s.BLOCK()));
    }

    List<ShapeSyntax> lines(List<RuleParser.LineItemContext> items) {
        return items.stream()
                .filter(RuleParser.ShapeLineContext.class::isInstance)
                .map(RuleParser.ShapeLineContext.class::cast)
                .map(l -> shape(l.shape(), l.versions()))
                .toList();
    }

    List<Take> takes(List<RuleParser.LineItemContext> items) {
        return items.stream()
                .filter(RuleParser.TakeLineContext.class::isInstance)
                .flatMap(t -> ((RuleParser.TakeLineContext) t).capture().stream())
                .map(c -> {
                    Word name = nodes.word(c.name(0));
                    List<String> from =
                            c.name().stream().skip(1).map(ParseTree::getText).toList();
                    return new Take(
                            nodes.at(c), name, reader(c.reader()), from.isEmpty() ? List.of(name.text()) : from);
                })
                .toList();
    }

    private ShapeSyntax shape(RuleParser.ShapeContext tree) {
        return shape(tree, null);
    }

    private ShapeSyntax shape(RuleParser.ShapeContext tree, RuleParser.@Nullable VersionsContext versions) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < tree.getChildCount(); i++) {
            if (!(tree.getChild(i) instanceof TerminalNode t)) {
                continue;
            }
            if (t.getSymbol().getType() == RuleLexer.CHARS) {
                parts.add(new Part.Literal(nodes.at(t.getSymbol()), nodes.unescape(t.getSymbol())));
            } else if (t.getSymbol().getType() == RuleLexer.HOLE) {
                parts.add(hole(t, tree.getChild(i + 1)));
            }
        }
        return new ShapeSyntax(nodes.at(tree), parts, versions(versions));
    }

    private Part hole(TerminalNode brace, ParseTree inside) {
        if (!(inside instanceof RuleParser.HoleContext h)) {
            return new Part.Blanks(nodes.at(brace.getSymbol()));
        }
        Optional<ReaderSyntax> reader = h.reader() == null ? Optional.empty() : Optional.of(reader(h.reader()));
        return new Part.Hole(nodes.at(h), h.name().getText(), reader);
    }

    private ReaderSyntax reader(RuleParser.ReaderContext tree) {
        List<String> names = tree.name().stream().map(ParseTree::getText).toList();
        Optional<String> pattern = tree.text() == null ? Optional.empty() : Optional.of(nodes.plain(tree.text()));
        boolean words = names.size() > 1
                || (tree.text() == null && Character.isUpperCase(names.get(0).charAt(0)));
        return new ReaderSyntax(nodes.at(tree), words ? "words" : names.get(0), pattern, words ? names : List.of());
    }

    Optional<VersionRange> versions(RuleParser.@Nullable VersionsContext tree) {
        if (tree == null) {
            return Optional.empty();
        }
        int next = 0;
        Optional<String> from = tree.FROM() == null ? Optional.empty() : Optional.of(nodes.plain(tree.text(next++)));
        Optional<String> before = tree.BEFORE() == null ? Optional.empty() : Optional.of(nodes.plain(tree.text(next)));
        return Optional.of(new VersionRange(nodes.at(tree), from, before));
    }
}
