package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.grammar.RuleParser;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * The order of statements.
 *
 * @param groups groups of kinds of statements, parted by a blank line; statements whose kinds stand in one set keep the
 *     author's order
 */
record LayoutOrder(List<List<Set<Class<? extends ParserRuleContext>>>> groups) {

    static final LayoutOrder FORMAT = new LayoutOrder(List.of(
            List.of(
                    Set.of(RuleParser.FilesItemContext.class),
                    Set.of(RuleParser.SignItemContext.class),
                    Set.of(RuleParser.ZoneItemContext.class),
                    Set.of(RuleParser.ParserItemContext.class)),
            List.of(Set.of(RuleParser.HeadItemContext.class), Set.of(RuleParser.ValuesItemContext.class)),
            List.of(Set.of(RuleParser.IdentityItemContext.class)),
            List.of(Set.of(RuleParser.ContextItemContext.class)),
            List.of(Set.of(RuleParser.EventItemContext.class)),
            List.of(Set.of(RuleParser.NoiseItemContext.class)),
            List.of(Set.of(RuleParser.SampleItemContext.class))));

    static final LayoutOrder RULE = new LayoutOrder(List.of(
            List.of(
                    Set.of(RuleParser.SeverityItemContext.class),
                    Set.of(RuleParser.ConfidenceItemContext.class),
                    Set.of(RuleParser.SettingItemContext.class)),
            List.of(Set.of(
                    RuleParser.ForEachItemContext.class,
                    RuleParser.WithItemContext.class,
                    RuleParser.MaybeItemContext.class,
                    RuleParser.WithoutItemContext.class,
                    RuleParser.LetItemContext.class)),
            List.of(Set.of(RuleParser.IfItemContext.class), Set.of(RuleParser.UnlessItemContext.class)),
            List.of(
                    Set.of(RuleParser.SayItemContext.class),
                    Set.of(RuleParser.WhyItemContext.class),
                    Set.of(
                            RuleParser.ShowItemContext.class,
                            RuleParser.TableItemContext.class,
                            RuleParser.ExplainsItemContext.class)),
            List.of(Set.of(RuleParser.CauseItemContext.class, RuleParser.AskItemContext.class)),
            List.of(
                    Set.of(RuleParser.FixItem_Context.class),
                    Set.of(RuleParser.VerifyItemContext.class),
                    Set.of(RuleParser.MetricItemContext.class),
                    Set.of(RuleParser.SeeItemContext.class),
                    Set.of(RuleParser.BewareItemContext.class)),
            List.of(Set.of(RuleParser.ExampleItemContext.class))));

    private static final int PLACES_PER_GROUP = 10;

    LayoutOrder {
        groups = List.copyOf(groups);
    }

    /** The group of a statement, from 0. */
    int group(ParserRuleContext statement) {
        return place(statement) / PLACES_PER_GROUP;
    }

    /** A number that grows from the first to the last kind of statement. */
    int place(ParserRuleContext statement) {
        for (int group = 0; group < groups.size(); group++) {
            List<Set<Class<? extends ParserRuleContext>>> kinds = groups.get(group);
            for (int kind = 0; kind < kinds.size(); kind++) {
                if (kinds.get(kind).contains(statement.getClass())) {
                    return group * PLACES_PER_GROUP + kind;
                }
            }
        }
        throw new IllegalStateException("no place for " + statement.getClass().getSimpleName());
    }

    /** True for statements of a file. */
    static boolean isStatement(ParserRuleContext tree) {
        return tree instanceof RuleParser.FormatItemContext || tree instanceof RuleParser.RuleItemContext;
    }

    /** True for parts of a statement that stand on a line of their own. */
    static boolean isPart(ParserRuleContext tree) {
        return tree instanceof RuleParser.LineItemContext
                || tree instanceof RuleParser.FixItemContext
                || tree instanceof RuleParser.GivenContext
                || tree instanceof RuleParser.ExpectationContext
                || (tree instanceof RuleParser.VersionsContext && tree.getParent() instanceof RuleParser.Rule_Context);
    }

    /** True for statements that bring events in. */
    static boolean isBinding(ParserRuleContext statement) {
        return statement instanceof RuleParser.ForEachItemContext
                || statement instanceof RuleParser.WithItemContext
                || statement instanceof RuleParser.MaybeItemContext
                || statement instanceof RuleParser.WithoutItemContext;
    }
}
