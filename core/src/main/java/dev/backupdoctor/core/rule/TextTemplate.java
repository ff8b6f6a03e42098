package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Text;
import dev.backupdoctor.core.lang.Text.Part;
import dev.backupdoctor.core.value.Display;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Unit;
import dev.backupdoctor.core.value.Value;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A compiled text with typed holes, in English and perhaps in other languages. */
public final class TextTemplate {

    private static final Display PLAIN = new Display(ZoneOffset.UTC);

    private final Map<String, List<Piece>> byLanguage;

    private TextTemplate(Map<String, List<Piece>> byLanguage) {
        this.byLanguage = byLanguage;
    }

    /** Characters, or a hole with its unit. */
    private sealed interface Piece {
        record Chars(String text) implements Piece {}

        record Hole(Eval value, Optional<Unit> unit) implements Piece {}
    }

    static TextTemplate compile(Text text, ExprCompiler exprs) {
        Map<String, List<Piece>> pieces = new LinkedHashMap<>();
        pieces.put("en", pieces(text.parts(), exprs));
        text.other().forEach((language, parts) -> {
            pieces.put(language, pieces(parts, exprs));
            if (!holes(parts).equals(holes(text.parts()))) {
                exprs.errors().error(text.at(), "the holes of '" + language + "' are not those of the English text");
            }
        });
        return new TextTemplate(pieces);
    }

    private static SortedSet<String> holes(List<Part> parts) {
        SortedSet<String> holes = new TreeSet<>();
        for (Part p : parts) {
            if (p instanceof Part.Hole h) {
                holes.add(shape(h.value()) + h.unit().map(u -> " in " + u).orElse(""));
            }
        }
        return holes;
    }

    /** The expression without its places. */
    private static String shape(dev.backupdoctor.core.lang.Expr e) {
        return e.toString().replaceAll("Pos\\[[^\\]]*\\]", "");
    }

    private static List<Piece> pieces(List<Part> parts, ExprCompiler exprs) {
        List<Piece> pieces = new ArrayList<>();
        for (Part p : parts) {
            if (p instanceof Part.Chars c) {
                pieces.add(new Piece.Chars(c.text()));
            } else if (p instanceof Part.Hole h) {
                Typed value = exprs.compile(h.value());
                pieces.add(new Piece.Hole(value.eval(), unit(h, value, exprs)));
            }
        }
        return pieces;
    }

    private static Optional<Unit> unit(Part.Hole hole, Typed value, ExprCompiler exprs) {
        if (value.type() instanceof Type.StreamOf || value.type() instanceof Type.StreamsBy) {
            exprs.errors()
                    .add(LanguageError.error(hole.at(), "a stream has no text").hint("use .count, or a field"));
        }
        if (hole.unit().isEmpty() || value.isBroken()) {
            return Optional.empty();
        }
        Optional<Unit> unit = Unit.of(hole.unit().get());
        Type measure = value.type().equals(Scalar.CODE) ? Scalar.NUMBER : value.type();
        if (unit.isEmpty() || !unit.get().measure().equals(measure)) {
            exprs.errors()
                    .error(
                            hole.at(),
                            "cannot show a " + value.type() + " in "
                                    + hole.unit().get());
            return Optional.empty();
        }
        return unit;
    }

    /** The text as a value: known only when every hole is. Instants are shown in UTC. */
    Value strict(Scope scope) {
        List<Value> holes = values(scope, "en");
        boolean known = holes.stream().allMatch(Value::isKnown);
        return known
                ? Value.of(render(scope, "en", PLAIN), Value.places(holes))
                : Value.unknown(holes.toArray(Value[]::new));
    }

    /** The text for people, empty when a hole is unknown. */
    public Optional<String> ifKnown(Scope scope, String language, Display display) {
        boolean known = values(scope, language).stream().allMatch(Value::isKnown);
        return known ? Optional.of(render(scope, language, display)) : Optional.empty();
    }

    /** The text for people; an unknown hole prints {@code ?}. */
    public String render(Scope scope, String language, Display display) {
        StringBuilder out = new StringBuilder();
        for (Piece p : pieces(language)) {
            if (p instanceof Piece.Chars c) {
                out.append(c.text());
            } else if (p instanceof Piece.Hole h) {
                Value v = h.value().in(scope);
                out.append(h.unit().map(u -> display.show(v, u)).orElseGet(() -> display.show(v)));
            }
        }
        return out.toString();
    }

    private List<Value> values(Scope scope, String language) {
        List<Value> values = new ArrayList<>();
        for (Piece p : pieces(language)) {
            if (p instanceof Piece.Hole h) {
                values.add(h.value().in(scope));
            }
        }
        return values;
    }

    private List<Piece> pieces(String language) {
        List<Piece> pieces = byLanguage.get(language);
        return pieces != null ? pieces : Objects.requireNonNull(byLanguage.get("en"));
    }
}
