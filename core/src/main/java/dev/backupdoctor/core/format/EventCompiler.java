package dev.backupdoctor.core.format;

import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.event.Kinds;
import dev.backupdoctor.core.event.RecordKinds;
import dev.backupdoctor.core.format.Plan.Probe;
import dev.backupdoctor.core.format.Plan.Role;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.lang.ShapeSyntax;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.Syntax.FormatItem;
import dev.backupdoctor.core.value.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compiles the {@code event} statements of a format, and with them its kinds. */
final class EventCompiler {

    private final FormatCompiler format;
    private final Errors errors;
    private final List<Shape> noise;
    private final Map<String, Kind> records;
    private final List<Plan.EventItem> items = new ArrayList<>();
    private final List<Kinds.Declared> declared = new ArrayList<>();

    EventCompiler(FormatCompiler format, List<Shape> noise, RecordKinds records) {
        this.format = format;
        this.errors = format.errors();
        this.noise = noise;
        this.records = records.kinds();
    }

    /** The probes of the events. */
    List<Probe> compile(List<FormatItem.Event> events) {
        List<Probe> probes = new ArrayList<>();
        for (FormatItem.Event event : events) {
            checkKind(event.kind());
            FieldTable fields = new FieldTable(errors);
            List<Shape> lines = lines(event.lines());
            lines.forEach(fields::add);
            List<Plan.Take> takes = takes(event, fields);
            boolean byParser = event.lines().isEmpty() && event.soughtBy().isEmpty();
            if (byParser) {
                parserKind(event, fields);
            }
            fields.add(byParser ? format.constants() : format.inherited());
            checkSought(event, fields);
            Role role = event.soughtBy().isPresent() ? Role.SOUGHT : Role.EVENT;
            lines.forEach(line -> probes.add(new Probe(line, role, items.size())));
            items.add(
                    new Plan.EventItem(event.kind().text(), event.soughtBy().map(Syntax.Word::text), Map.of(), takes));
            declare(event, fields);
        }
        return probes;
    }

    List<Plan.EventItem> items() {
        return items;
    }

    /** The kinds that were declared, each once. */
    List<Kinds.Declared> kinds() {
        Kinds all = Kinds.of(declared, errors);
        return all.all().stream()
                .map(kind -> {
                    var places = new TreeMap<String, Pos>();
                    kind.fields()
                            .keySet()
                            .forEach(f -> all.place(kind.name(), f).ifPresent(at -> places.put(f, at)));
                    return new Kinds.Declared(kind, places);
                })
                .toList();
    }

    private void declare(FormatItem.Event event, FieldTable fields) {
        var formats = new TreeSet<>(List.of(format.file().name().text()));
        String soughtBy = event.soughtBy().map(Syntax.Word::text).orElse("");
        var types = new TreeMap<>(fields.types());
        Kind kind = new Kind(event.kind().text(), types, formats, soughtBy);
        declared.add(new Kinds.Declared(kind, fields.places()));
    }

    private void checkKind(Syntax.Word kind) {
        String name = kind.text();
        if (!name.startsWith(format.product() + ".") && !name.startsWith("host.")) {
            errors.error(
                    kind.at(),
                    "a kind of this product is called " + format.product() + ".something, not '" + name + "'");
        }
    }

    private List<Shape> lines(List<ShapeSyntax> lines) {
        List<Shape> compiled = new ArrayList<>();
        for (ShapeSyntax syntax : lines) {
            format.line(syntax).ifPresent(shape -> {
                checkShadow(shape, "the line", compiled);
                checkShadow(shape, "the noise", noise);
                compiled.add(shape);
            });
        }
        return compiled;
    }

    private void checkShadow(Shape shape, String what, Collection<Shape> earlier) {
        for (Shape by : earlier) {
            if (Shadow.covers(by, shape)) {
                errors.error(shape.at(), "whatever fits this shape fits " + what + " at " + by.at() + ", which wins");
                return;
            }
        }
    }

    private List<Plan.Take> takes(FormatItem.Event event, FieldTable fields) {
        List<Plan.Take> takes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Syntax.Take take : event.takes()) {
            String name = take.name().text();
            if (!format.has(FormatItem.Values.class)) {
                errors.add(
                        LanguageError.error(take.at(), "take reads from the values of a record: this format has none")
                                .hint("add 'values NAME' with the reader's name"));
            }
            if (!ShapeCompiler.isFieldName(name) || name.equals("line") || name.equals("source")) {
                errors.error(take.name().at(), "'" + name + "' is no name that a field can have");
            } else if (!names.add(name)) {
                errors.error(take.name().at(), "'" + name + "' is taken twice");
            }
            Optional<Reader> reader = format.readers().compile(take.reader(), errors);
            reader.filter(r -> name.equals("at") && r.type() != Scalar.INSTANT)
                    .ifPresent(r ->
                            errors.error(take.at(), "'at' is the time of the event: read it with time or epoch_s"));
            reader.ifPresent(r -> {
                fields.add(name, r.type(), take.at());
                takes.add(new Plan.Take(name, r, take.from()));
            });
        }
        return takes;
    }

    /** An event without shapes: a record that the parser yields. */
    private void parserKind(FormatItem.Event event, FieldTable fields) {
        if (!format.has(FormatItem.Parser.class)) {
            errors.add(LanguageError.error(event.at(), "this event has no line")
                    .hint("only what a parser yields, or what is 'sought by' a field, has none"));
        } else if (format.checkKnown("Java record of kind", event.kind(), records.keySet())) {
            Kind kind = records.get(event.kind().text());
            if (kind != null) {
                fields.addAll(kind.fields(), event.kind().at());
            }
        }
    }

    private void checkSought(FormatItem.Event event, FieldTable fields) {
        if (event.soughtBy().isEmpty()) {
            return;
        }
        format.checkKnown("field", event.soughtBy().get(), fields.types().keySet());
    }
}
