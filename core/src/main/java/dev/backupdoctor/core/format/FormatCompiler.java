package dev.backupdoctor.core.format;

import dev.backupdoctor.core.event.Kinds;
import dev.backupdoctor.core.event.RecordKinds;
import dev.backupdoctor.core.format.Plan.Probe;
import dev.backupdoctor.core.format.Plan.Role;
import dev.backupdoctor.core.format.ShapeCompiler.Use;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.ShapeSyntax;
import dev.backupdoctor.core.lang.Syntax.FormatFile;
import dev.backupdoctor.core.lang.Syntax.FormatItem;
import dev.backupdoctor.core.lang.Syntax.Word;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.value.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Compiles one format file and says what is wrong with it. */
public final class FormatCompiler {

    private final FormatFile file;
    private final DiagnosticModule module;
    private final Codes codes;
    private final Errors errors;
    private final Readers readers;
    private final ShapeCompiler shapes;
    private final List<String> labels = new ArrayList<>();
    private final List<Probe> probes = new ArrayList<>();
    /** Fields of the source, its heads and its contexts: all events of lines have them. */
    private final FieldTable inherited;

    private final FieldTable constants;

    private FormatCompiler(FormatFile file, DiagnosticModule module, Codes codes, Errors errors) {
        this.file = file;
        this.module = module;
        this.codes = codes;
        this.errors = errors;
        this.readers = new Readers(codes);
        this.shapes = new ShapeCompiler(readers, errors);
        this.inherited = new FieldTable(errors);
        this.constants = new FieldTable(errors);
    }

    /** The compiled format; empty after an error. */
    public static Optional<Format> compile(FormatFile file, DiagnosticModule module, Codes codes, Errors errors) {
        long before = ShapeCompiler.failures(errors);
        Format format = new FormatCompiler(file, module, codes, errors).format();
        return ShapeCompiler.failures(errors) > before ? Optional.empty() : Optional.of(format);
    }

    private Format format() {
        checkName();
        var recognition = new Recognition(
                shapes(FormatItem.Files.class, FormatItem.Files::shapes, Use.FILE),
                shapes(FormatItem.Sign.class, FormatItem.Sign::shapes, Use.LINE));
        recognition.files().forEach(constants::add);
        inherited.add(constants);
        List<Plan.Head> heads = heads();
        identities();
        contexts();
        List<Shape> noise = shapes(FormatItem.Noise.class, n -> List.of(n.shape()), Use.LINE);
        var records = new RecordKinds(module.kinds());
        var events = new EventCompiler(this, noise, records);
        List<Plan.Probe> lines = events.compile(file.all(FormatItem.Event.class).toList());
        probes.addAll(lines.stream().filter(p -> p.role() == Plan.Role.EVENT).toList());
        Plan plan = new Plan(
                one(FormatItem.Zone.class).map(this::isUtc).orElse(false),
                heads,
                probes,
                lines.stream().filter(p -> p.role() == Plan.Role.SOUGHT).toList(),
                noise,
                labels,
                events.items(),
                one(FormatItem.Values.class).flatMap(v -> named("values reader", v.name(), module.values())),
                one(FormatItem.Parser.class).flatMap(p -> named("parser", p.name(), module.parsers())),
                one(FormatItem.Parser.class)
                        .flatMap(p -> Optional.ofNullable(
                                module.writers().get(p.name().text()))),
                records,
                codes);
        checkSamples(events.kinds());
        var names = new Format.Names(file.name().text(), file.title(), module.product());
        return new Format(names, events.kinds(), constants.types(), recognition, plan);
    }

    FormatFile file() {
        return file;
    }

    Errors errors() {
        return errors;
    }

    Readers readers() {
        return readers;
    }

    FieldTable inherited() {
        return inherited;
    }

    FieldTable constants() {
        return constants;
    }

    String product() {
        return module.product();
    }

    boolean has(Class<? extends FormatItem> type) {
        return file.all(type).findAny().isPresent();
    }

    Optional<Shape> line(ShapeSyntax syntax) {
        return shapes.compile(syntax, Use.LINE);
    }

    private void checkName() {
        String path = file.at().file();
        String expected = path.substring(path.lastIndexOf('/') + 1);
        if (expected.endsWith(".format") && !expected.equals(file.name().text() + ".format")) {
            errors.error(file.name().at(), "format " + file.name().text() + " stands in a file called " + expected);
        }
    }

    private void checkSamples(List<Kinds.Declared> kinds) {
        List<String> names = kinds.stream().map(k -> k.kind().name()).toList();
        file.all(FormatItem.Sample.class)
                .flatMap(sample -> sample.kind().stream())
                .forEach(kind -> checkKnown("event", kind, names));
    }

    private <T extends FormatItem> List<Shape> shapes(Class<T> type, Function<T, List<ShapeSyntax>> of, Use use) {
        return file.all(type)
                .flatMap(item -> of.apply(item).stream())
                .flatMap(syntax -> shapes.compile(syntax, use).stream())
                .toList();
    }

    /** A statement that may stand once. */
    private <T extends FormatItem> Optional<T> one(Class<T> type) {
        List<T> all = file.all(type).toList();
        all.stream()
                .skip(1)
                .forEach(again -> errors.error(
                        again.at(),
                        "this stands here already in line " + all.get(0).at().line()));
        return all.stream().findFirst();
    }

    private boolean isUtc(FormatItem.Zone item) {
        String zone = item.zone().text();
        if (!zone.equals("host") && !zone.equals("utc")) {
            errors.error(item.zone().at(), "a zone is 'host' or 'utc', not '" + zone + "'");
        }
        return zone.equals("utc");
    }

    private <T> Optional<T> named(String what, Word name, Map<String, T> known) {
        return checkKnown(what, name, known.keySet()) ? Optional.ofNullable(known.get(name.text())) : Optional.empty();
    }

    boolean checkKnown(String what, Word name, Collection<String> known) {
        if (!known.contains(name.text())) {
            errors.add(LanguageError.error(name.at(), "there is no " + what + " '" + name.text() + "'")
                    .hint(Known.hint(name.text(), known)));
            return false;
        }
        return true;
    }

    private List<Plan.Head> heads() {
        List<Plan.Head> heads = new ArrayList<>();
        for (FormatItem.Head item : file.all(FormatItem.Head.class).toList()) {
            item.by().flatMap(by -> named("head reader", by, module.heads())).ifPresent(reader -> {
                inherited.addAll(reader.fields(), item.at());
                heads.add(new Plan.Head.ByReader(reader));
            });
            item.shape().flatMap(s -> shapes.compile(s, Use.HEAD)).ifPresent(shape -> {
                inherited.add(shape);
                heads.add(new Plan.Head.ByShape(shape, item.anywhere()));
                if (item.anywhere() && !HeadFinder.canStandAnywhere(shape)) {
                    errors.error(shape.at(), "a head that stands anywhere begins with text, a time or a number");
                }
            });
        }
        return heads;
    }

    private void identities() {
        for (FormatItem.Identity item : file.all(FormatItem.Identity.class).toList()) {
            shapes.compile(item.shape(), Use.LINE).ifPresent(shape -> {
                checkVersionField(shape);
                constants.add(shape);
                inherited.add(shape);
                probes.add(new Probe(shape, Role.IDENTITY, 0));
            });
        }
    }

    private void contexts() {
        for (FormatItem.Context item : file.all(FormatItem.Context.class).toList()) {
            String label = item.label().text();
            if (!ShapeCompiler.isFieldName(label) || label.equals("line") || label.equals("source")) {
                errors.error(item.label().at(), "'" + label + "' is no name that a field can have");
            }
            inherited.add(label, Scalar.PLACE, item.label().at());
            if (!labels.contains(label)) {
                labels.add(label);
            }
            shapes.compile(item.shape(), Use.LINE).ifPresent(shape -> {
                checkVersionField(shape);
                inherited.add(shape);
                probes.add(new Probe(shape, Role.CONTEXT, labels.indexOf(label)));
            });
        }
    }

    /** Shapes are tried or not by this field. */
    private void checkVersionField(Shape shape) {
        shape.kept().stream()
                .filter(h -> h.name().equals("version"))
                .filter(h -> h.reader().filter(r -> r.type() != Scalar.VERSION).isPresent())
                .forEach(h -> errors.error(shape.at(), "'version' is read by the reader version"));
    }
}
