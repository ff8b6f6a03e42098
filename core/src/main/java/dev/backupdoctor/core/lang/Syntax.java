package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.ShapeSyntax.ReaderSyntax;
import dev.backupdoctor.core.lang.ShapeSyntax.VersionRange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A format or rule file as written: statements in their order, with their places. */
public sealed interface Syntax {

    /** A name with its place. */
    record Word(Pos at, String text) {}

    /** {@code formats/<name>.format}. */
    record FormatFile(Pos at, Word name, String title, List<FormatItem> items) implements Syntax {
        public <T extends FormatItem> Stream<T> all(Class<T> type) {
            return items.stream().filter(type::isInstance).map(type::cast);
        }
    }

    /** {@code rules/<id>.rule}. */
    record RuleFile(Pos at, Word id, Text title, Optional<VersionRange> versions, List<RuleItem> items)
            implements Syntax {
        public <T extends RuleItem> Stream<T> all(Class<T> type) {
            return items.stream().filter(type::isInstance).map(type::cast);
        }
    }

    /** A statement of a format file. */
    sealed interface FormatItem {
        Pos at();

        record Files(Pos at, List<ShapeSyntax> shapes) implements FormatItem {}

        record Sign(Pos at, List<ShapeSyntax> shapes) implements FormatItem {}

        record Zone(Pos at, Word zone) implements FormatItem {}

        record Parser(Pos at, Word name) implements FormatItem {}

        record Head(Pos at, boolean anywhere, Optional<ShapeSyntax> shape, Optional<Word> by) implements FormatItem {}

        record Values(Pos at, Word name) implements FormatItem {}

        record Identity(Pos at, ShapeSyntax shape) implements FormatItem {}

        record Context(Pos at, Word label, ShapeSyntax shape) implements FormatItem {}

        record Event(Pos at, Word kind, Optional<Word> soughtBy, List<ShapeSyntax> lines, List<Take> takes)
                implements FormatItem {}

        record Noise(Pos at, ShapeSyntax shape) implements FormatItem {}

        /** {@code kind} empty: no rule may find anything in the sample. */
        record Sample(Pos at, String title, Optional<Word> kind, Optional<Expr> where, String input)
                implements FormatItem {}
    }

    /** {@code take name: reader from a.b}. */
    record Take(Pos at, Word name, ReaderSyntax reader, List<String> from) {}

    /** A statement of a rule file. */
    sealed interface RuleItem {
        Pos at();

        record Severity(Pos at, Expr choice) implements RuleItem {}

        record Confidence(Pos at, Expr choice) implements RuleItem {}

        record Setting(Pos at, Word name, Word type, Expr value, String help) implements RuleItem {}

        record ForEach(Pos at, List<Word> keys, Word kind, Optional<Expr> where, Alias alias) implements RuleItem {}

        record With(Pos at, Word kind, Join join, Alias alias) implements RuleItem {}

        record Maybe(Pos at, Word kind, Join join, Alias alias) implements RuleItem {}

        record Without(Pos at, Word kind, Join join) implements RuleItem {}

        record Let(Pos at, Word name, Expr choice) implements RuleItem {}

        record If(Pos at, Expr condition) implements RuleItem {}

        record Unless(Pos at, Expr condition, String because) implements RuleItem {}

        record Say(Pos at, Expr choice) implements RuleItem {}

        record Why(Pos at, Text text) implements RuleItem {}

        record Show(Pos at, Expr value, Optional<Text> label) implements RuleItem {}

        record Table(Pos at, Word by, List<Column> columns) implements RuleItem {}

        record Explains(Pos at, List<Word> names) implements RuleItem {}

        record Cause(Pos at, Text text, Optional<Expr> when) implements RuleItem {}

        record Ask(Pos at, Word name, Optional<Word> gives, Optional<Command> run, Text text) implements RuleItem {}

        record Fix(Pos at, Word risk, Text title, Optional<Expr> when, List<FixStep> steps) implements RuleItem {}

        record Verify(Pos at, Word verifier, List<Expr.Arg> args, Expr within) implements RuleItem {}

        record Metric(Pos at, Word name, Expr value, String help) implements RuleItem {}

        record See(Pos at, Text text) implements RuleItem {}

        record Beware(Pos at, Text text) implements RuleItem {}

        record Example(Pos at, String title, Outcome outcome, List<Given> givens, List<Expr> expects)
                implements RuleItem {}
    }

    /** {@code as name} or {@code as all name}. */
    record Alias(Word name, boolean all) {}

    /** How a binding is joined to the group. */
    record Join(
            List<Key> keys, Optional<Expr> after, Optional<Expr> before, Optional<Expr> within, Optional<Expr> where) {}

    /** {@code by k} or {@code by k = X}. */
    record Key(Word name, Optional<Expr> value) {}

    record Column(Expr value, Text head) {}

    /** {@code on HOST: "command"}. */
    record Command(Pos at, Optional<Expr> on, Text text) {}

    /** A step of a fix. */
    sealed interface FixStep {
        Pos at();

        record Edit(Pos at, Expr what, Expr to) implements FixStep {}

        record Run(Pos at, Command command) implements FixStep {}

        record Do(Pos at, Text text) implements FixStep {}

        record Undo(Pos at, Optional<Command> command, Optional<Text> text) implements FixStep {}

        record Loses(Pos at, Text text) implements FixStep {}

        record Confirm(Pos at, Expr what) implements FixStep {}
    }

    /** What an example shows. */
    sealed interface Outcome {
        record Finds(int count) implements Outcome {}

        record StaysOpen() implements Outcome {}
    }

    /** What an example is given. */
    sealed interface Given {
        Pos at();

        /** Text read by a format, under a file name. */
        record Input(Pos at, Word format, String fileName, String text) implements Given {}

        /** Ready-made events, one JSON object a line. */
        record Events(Pos at, String json) implements Given {}

        /** A folder of {@code cases/}, for bytes that are no text. */
        record Case(Pos at, String folder) implements Given {}

        /** {@code now}, a setting, or an answer. */
        record Setting(Pos at, Word name, Expr value) implements Given {}
    }
}
