package dev.backupdoctor.core.format;

import dev.backupdoctor.core.format.Shape.Element;
import dev.backupdoctor.core.format.Shape.Versions;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.ShapeSyntax;
import dev.backupdoctor.core.lang.ShapeSyntax.Part;
import dev.backupdoctor.core.lang.ShapeSyntax.VersionRange;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.core.value.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compiles shapes and says what is wrong with them. */
public final class ShapeCompiler {

    private static final int NEEDED = 4;
    private static final int WISHED = 6;
    private static final Set<String> TAKEN = Set.of("line", "source");

    /** What a shape is for; decides whether it needs a literal, and whether it must reach to the end of the line. */
    public enum Use {
        /** A file name. */
        FILE,
        /** The begin of a record. */
        HEAD,
        /** A line that is looked for: line, context, identity, noise or sign. */
        LINE
    }

    private final Readers readers;
    private final Errors errors;

    public ShapeCompiler(Readers readers, Errors errors) {
        this.readers = readers;
        this.errors = errors;
    }

    /** The compiled shape; empty after an error. */
    public Optional<Shape> compile(ShapeSyntax syntax, Use use) {
        long before = failures(errors);
        List<Element> elements = elements(syntax, use);
        Optional<Versions> versions = syntax.versions().flatMap(this::versions);
        checkNames(syntax);
        if (failures(errors) > before) {
            return Optional.empty();
        }
        checkHoles(syntax);
        Shape shape = new Shape(syntax.at(), elements, versions, SureLiterals.of(elements));
        checkLiteral(shape, use);
        return failures(errors) > before ? Optional.empty() : Optional.of(shape);
    }

    /** Number of errors that are no warnings. */
    static long failures(Errors errors) {
        return errors.list().stream().filter(e -> !e.warning()).count();
    }

    private List<Element> elements(ShapeSyntax syntax, Use use) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < syntax.parts().size(); i++) {
            Part part = syntax.parts().get(i);
            if (part instanceof Part.Literal literal) {
                boolean last = i + 1 == syntax.parts().size() && use != Use.HEAD;
                String text = last ? literal.text().replaceAll("[ \t]+$", "") : literal.text();
                if (text.indexOf('\n') >= 0) {
                    errors.error(literal.at(), "a shape is one line: it cannot hold a line feed");
                }
                if (!text.isEmpty()) {
                    elements.add(new Element.Literal(Utf8.encode(text)));
                }
            } else if (part instanceof Part.Hole hole) {
                hole(hole).ifPresent(elements::add);
            } else {
                elements.add(new Element.Blanks());
            }
        }
        if (elements.isEmpty()) {
            errors.error(syntax.at(), "an empty shape says nothing");
        }
        return elements;
    }

    private Optional<Element> hole(Part.Hole hole) {
        if (hole.reader().isEmpty()) {
            if (!hole.name().equals("_")) {
                errors.add(LanguageError.error(hole.at(), "'" + hole.name() + "' needs a reader")
                        .hint("such as {" + hole.name() + ": text}"));
            }
            return Optional.of(new Element.Hole(hole.at(), hole.name(), Optional.empty()));
        }
        return readers.compile(hole.reader().get(), errors).map(r -> {
            if (hole.name().equals("at") && r.type() != Scalar.INSTANT) {
                errors.error(hole.at(), "'at' is the time of the event: read it with time or epoch_s");
            }
            return new Element.Hole(hole.at(), hole.name(), Optional.of(r));
        });
    }

    private void checkNames(ShapeSyntax syntax) {
        Set<String> seen = new HashSet<>();
        for (Part part : syntax.parts()) {
            if (part instanceof Part.Hole hole && !hole.name().equals("_")) {
                checkName(hole.name(), hole);
                if (!seen.add(hole.name())) {
                    errors.error(hole.at(), "'" + hole.name() + "' is captured twice in this shape");
                }
            }
        }
    }

    private void checkName(String name, Part at) {
        if (TAKEN.contains(name)) {
            errors.error(at.at(), "every event has a field '" + name + "' already");
        } else if (!isFieldName(name)) {
            errors.error(at.at(), "'" + name + "' is no name of a field: use small letters, digits and '_'");
        }
    }

    static boolean isFieldName(String name) {
        return name.matches("[a-z][a-z0-9_]*");
    }

    /** Parts and elements are parallel here: the check runs only when nothing was dropped. */
    private void checkHoles(ShapeSyntax syntax) {
        List<Part> parts = syntax.parts();
        for (int i = 0; i + 1 < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Hole first && !(parts.get(i + 1) instanceof Part.Literal)) {
                Reader.Breadth next = parts.get(i + 1) instanceof Part.Hole h ? breadth(h) : Reader.Breadth.FIXED;
                if (first.reader().isPresent() && breadth(first) == Reader.Breadth.ANY) {
                    errors.error(
                            first.at(),
                            "'" + first.reader().get().name()
                                    + "' directly before a hole takes everything: put text between them");
                } else if (next != Reader.Breadth.FIXED && breadth(first).compareTo(next) >= 0) {
                    errors.error(
                            first.at(), "two greedy holes touch: nothing says where the first ends; put text between");
                }
            }
        }
    }

    private Reader.Breadth breadth(Part.Hole hole) {
        return hole.reader()
                .flatMap(r -> readers.compile(r, errors))
                .map(Reader::breadth)
                .orElse(Reader.Breadth.ANY);
    }

    private void checkLiteral(Shape shape, Use use) {
        int longest = shape.longestLiteral();
        if (use != Use.LINE || longest >= WISHED) {
            return;
        } else if (longest < NEEDED) {
            errors.error(
                    shape.at(),
                    "nothing in this shape is sure to be in the line (longest literal " + longest + " bytes, " + NEEDED
                            + " needed)");
        } else {
            errors.warning(
                    shape.at(),
                    "little in this shape is sure to be in the line (longest literal " + longest + " bytes, " + WISHED
                            + " are better)");
        }
    }

    private Optional<Versions> versions(VersionRange range) {
        Optional<Version> from = range.from().flatMap(v -> version(v, range));
        Optional<Version> before = range.before().flatMap(v -> version(v, range));
        if (range.from().isEmpty() && range.before().isEmpty()) {
            errors.error(range.at(), "versions needs 'from', 'before' or both");
        } else if (from.isPresent() && before.isPresent() && from.get().compareTo(before.get()) >= 0) {
            errors.error(
                    range.at(), "no version is from \"" + from.get() + "\" on and before \"" + before.get() + "\"");
        }
        return Optional.of(new Versions(from, before));
    }

    private Optional<Version> version(String text, VersionRange range) {
        if (!CharsReader.VERSION.accepts(text, 0, text.length())) {
            errors.error(range.at(), "'" + text + "' is no version");
            return Optional.empty();
        }
        return Optional.of(new Version(text));
    }
}
