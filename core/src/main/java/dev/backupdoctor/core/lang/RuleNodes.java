package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.Syntax.Alias;
import dev.backupdoctor.core.lang.Syntax.Column;
import dev.backupdoctor.core.lang.Syntax.Command;
import dev.backupdoctor.core.lang.Syntax.FixStep;
import dev.backupdoctor.core.lang.Syntax.Given;
import dev.backupdoctor.core.lang.Syntax.Join;
import dev.backupdoctor.core.lang.Syntax.Key;
import dev.backupdoctor.core.lang.Syntax.Outcome;
import dev.backupdoctor.core.lang.Syntax.RuleFile;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.lang.Syntax.Word;
import dev.backupdoctor.core.lang.grammar.RuleParser;
import dev.backupdoctor.core.lang.grammar.RuleParser.ExprContext;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** From ANTLR's tree to ours: the statements of a rule file. */
final class RuleNodes {

    private final Nodes nodes;
    private final FormatNodes formats;

    RuleNodes(Nodes nodes) {
        this.nodes = nodes;
        this.formats = new FormatNodes(nodes);
    }

    RuleFile rule(RuleParser.Rule_Context tree) {
        return new RuleFile(
                nodes.at(tree.getStart()),
                nodes.word(tree.label()),
                nodes.text(tree.text()),
                formats.versions(tree.versions()),
                tree.ruleItem().stream().map(this::item).toList());
    }

    private RuleItem item(RuleParser.RuleItemContext tree) {
        Pos at = nodes.at(tree.getStart());
        if (tree instanceof RuleParser.SeverityItemContext s) {
            return new RuleItem.Severity(at, nodes.choice(s.choice()));
        } else if (tree instanceof RuleParser.ConfidenceItemContext c) {
            return new RuleItem.Confidence(at, nodes.choice(c.choice()));
        } else if (tree instanceof RuleParser.SettingItemContext s) {
            return new RuleItem.Setting(
                    at, nodes.word(s.name(0)), nodes.word(s.name(1)), nodes.expr(s.expr()), nodes.plain(s.text()));
        } else if (tree instanceof RuleParser.LetItemContext l) {
            return new RuleItem.Let(at, nodes.word(l.name()), nodes.choice(l.choice()));
        } else if (tree instanceof RuleParser.IfItemContext i) {
            return new RuleItem.If(at, nodes.expr(i.expr()));
        } else if (tree instanceof RuleParser.UnlessItemContext u) {
            return new RuleItem.Unless(at, nodes.expr(u.expr()), nodes.plain(u.text()));
        } else if (tree instanceof RuleParser.SayItemContext s) {
            return new RuleItem.Say(at, nodes.choice(s.choice()));
        } else if (tree instanceof RuleParser.WhyItemContext w) {
            return new RuleItem.Why(at, nodes.text(w.text()));
        } else if (tree instanceof RuleParser.ShowItemContext s) {
            return new RuleItem.Show(at, nodes.expr(s.expr()), nodes.optional(s.text()));
        } else if (tree instanceof RuleParser.SeeItemContext s) {
            return new RuleItem.See(at, nodes.text(s.text()));
        } else if (tree instanceof RuleParser.BewareItemContext b) {
            return new RuleItem.Beware(at, nodes.text(b.text()));
        }
        return binding(at, tree).or(() -> outcome(at, tree)).orElseThrow();
    }

    /** Statements that bring events in. */
    private Optional<RuleItem> binding(Pos at, RuleParser.RuleItemContext tree) {
        if (tree instanceof RuleParser.ForEachItemContext f) {
            List<Word> keys = f.name().stream().map(nodes::word).toList();
            return Optional.of(
                    new RuleItem.ForEach(at, keys, nodes.word(f.kind()), nodes.optional(f.expr()), alias(f.alias())));
        } else if (tree instanceof RuleParser.WithItemContext w) {
            return Optional.of(new RuleItem.With(at, nodes.word(w.kind()), join(w.join()), alias(w.alias())));
        } else if (tree instanceof RuleParser.MaybeItemContext m) {
            return Optional.of(new RuleItem.Maybe(at, nodes.word(m.kind()), join(m.join()), alias(m.alias())));
        } else if (tree instanceof RuleParser.WithoutItemContext w) {
            return Optional.of(new RuleItem.Without(at, nodes.word(w.kind()), join(w.join())));
        }
        return Optional.empty();
    }

    /** Statements that say what follows from a finding, and examples. */
    private Optional<RuleItem> outcome(Pos at, RuleParser.RuleItemContext tree) {
        if (tree instanceof RuleParser.TableItemContext t) {
            List<Column> columns = t.column().stream()
                    .map(c -> new Column(nodes.expr(c.expr()), nodes.text(c.text())))
                    .toList();
            return Optional.of(new RuleItem.Table(at, nodes.word(t.name()), columns));
        } else if (tree instanceof RuleParser.ExplainsItemContext e) {
            return Optional.of(
                    new RuleItem.Explains(at, e.name().stream().map(nodes::word).toList()));
        } else if (tree instanceof RuleParser.CauseItemContext c) {
            return Optional.of(new RuleItem.Cause(at, nodes.text(c.text()), nodes.optional(c.expr())));
        } else if (tree instanceof RuleParser.AskItemContext a) {
            Optional<Command> run = a.command() == null ? Optional.empty() : Optional.of(command(a.command()));
            Optional<Word> gives = a.kind() == null ? Optional.empty() : Optional.of(nodes.word(a.kind()));
            return Optional.of(new RuleItem.Ask(at, nodes.word(a.label()), gives, run, nodes.text(a.text())));
        } else if (tree instanceof RuleParser.FixItem_Context f) {
            List<FixStep> steps = f.fixItem().stream().map(this::step).toList();
            return Optional.of(
                    new RuleItem.Fix(at, nodes.word(f.name()), nodes.text(f.text()), nodes.optional(f.expr()), steps));
        } else if (tree instanceof RuleParser.VerifyItemContext v) {
            return Optional.of(new RuleItem.Verify(
                    at, nodes.word(v.name()), nodes.args(v.args()).orElse(List.of()), nodes.expr(v.expr())));
        } else if (tree instanceof RuleParser.MetricItemContext m) {
            return Optional.of(
                    new RuleItem.Metric(at, nodes.word(m.name()), nodes.expr(m.expr()), nodes.plain(m.text())));
        } else if (tree instanceof RuleParser.ExampleItemContext e) {
            return Optional.of(example(at, e));
        }
        return Optional.empty();
    }

    private Alias alias(RuleParser.AliasContext tree) {
        return new Alias(nodes.word(tree.name()), tree.ALL() != null);
    }

    private Join join(RuleParser.JoinContext tree) {
        List<Key> keys = tree.key().stream()
                .map(k -> new Key(nodes.word(k.name()), nodes.optional(k.expr())))
                .toList();
        return new Join(
                keys,
                after(tree, tree.AFTER()),
                after(tree, tree.BEFORE()),
                after(tree, tree.WITHIN()),
                after(tree, tree.WHERE()));
    }

    /** The expression that follows a keyword of a join. */
    private Optional<Expr> after(ParserRuleContext tree, org.antlr.v4.runtime.tree.TerminalNode keyword) {
        if (keyword == null) {
            return Optional.empty();
        }
        int index = tree.children.indexOf(keyword);
        return Optional.of(nodes.expr((ExprContext) tree.getChild(index + 1)));
    }

    private Command command(RuleParser.CommandContext tree) {
        return new Command(nodes.at(tree), nodes.optional(tree.expr()), nodes.text(tree.text()));
    }

    private FixStep step(RuleParser.FixItemContext tree) {
        Pos at = nodes.at(tree.getStart());
        if (tree instanceof RuleParser.EditStepContext e) {
            return new FixStep.Edit(at, nodes.expr(e.expr(0)), nodes.expr(e.expr(1)));
        } else if (tree instanceof RuleParser.RunStepContext r) {
            return new FixStep.Run(at, command(r.command()));
        } else if (tree instanceof RuleParser.DoStepContext d) {
            return new FixStep.Do(at, nodes.text(d.text()));
        } else if (tree instanceof RuleParser.UndoStepContext u) {
            Optional<Command> run = u.command() == null ? Optional.empty() : Optional.of(command(u.command()));
            return new FixStep.Undo(at, run, nodes.optional(u.text()));
        } else if (tree instanceof RuleParser.LosesStepContext l) {
            return new FixStep.Loses(at, nodes.text(l.text()));
        }
        return new FixStep.Confirm(at, nodes.expr(((RuleParser.ConfirmStepContext) tree).expr()));
    }

    private RuleItem example(Pos at, RuleParser.ExampleItemContext tree) {
        RuleParser.OutcomeContext o = tree.outcome();
        Outcome outcome = o.STAYS() != null
                ? new Outcome.StaysOpen()
                : new Outcome.Finds(
                        o.NOTHING() != null
                                ? 0
                                : o.NUMBER() == null ? 1 : whole(o.NUMBER().getSymbol()));
        return new RuleItem.Example(
                at,
                nodes.plain(tree.text()),
                outcome,
                tree.given().stream().map(this::given).toList(),
                tree.expectation().stream().map(e -> nodes.expr(e.expr())).toList());
    }

    private int whole(Token number) {
        if (!number.getText().matches("\\d{1,6}")) {
            nodes.errors().error(nodes.at(number), "expected a whole number of findings");
            return 1;
        }
        return Integer.parseInt(number.getText());
    }

    private Given given(RuleParser.GivenContext tree) {
        Pos at = nodes.at(tree.getStart());
        if (tree instanceof RuleParser.GivenInputContext i) {
            String name = i.text() == null ? i.label().getText() : nodes.plain(i.text());
            boolean events = i.label().getText().equals("events");
            return events
                    ? new Given.Events(at, Nodes.block(i.BLOCK()))
                    : new Given.Input(at, nodes.word(i.label()), name, Nodes.block(i.BLOCK()));
        }
        RuleParser.GivenValueContext v = (RuleParser.GivenValueContext) tree;
        if (v.name().getText().equals("case") && v.expr().getText().startsWith("\"")) {
            Expr folder = nodes.expr(v.expr());
            return new Given.Case(
                    at, folder instanceof Expr.Template t ? t.text().plain() : "");
        }
        return new Given.Setting(at, nodes.word(v.name()), nodes.expr(v.expr()));
    }
}
