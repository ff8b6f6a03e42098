package dev.backupdoctor.core.format;

import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.event.Kinds;
import dev.backupdoctor.core.value.Type;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One format file, compiled. Immutable; safe for use by many threads as far as the readers of its product are. */
public final class Format {

    private final String name;
    private final String title;
    private final String product;
    private final List<Kinds.Declared> kinds;
    private final SortedMap<String, Type> constants;
    private final Recognition recognition;
    private final Plan plan;
    private final Plan.Literals literals;

    Format(
            Names names,
            List<Kinds.Declared> kinds,
            SortedMap<String, Type> constants,
            Recognition recognition,
            Plan plan) {
        this.name = names.name();
        this.title = names.title();
        this.product = names.product();
        this.kinds = List.copyOf(kinds);
        this.constants = Collections.unmodifiableSortedMap(new TreeMap<>(constants));
        this.recognition = recognition;
        this.plan = plan;
        this.literals = Plan.Literals.of(plan.probes());
    }

    /** How it is called. */
    record Names(String name, String title, String product) {}

    public String name() {
        return name;
    }

    public String title() {
        return title;
    }

    /** Product whose module it belongs to. */
    public String product() {
        return product;
    }

    /** Kinds that it can yield, each with all fields that its events have, and where these are declared. */
    public List<Kinds.Declared> kinds() {
        return kinds;
    }

    /** Kinds that it can yield, by name. */
    public List<Kind> yields() {
        return kinds.stream().map(Kinds.Declared::kind).toList();
    }

    /** Fields that hold for a whole source: captures of its name and of {@code identity}. */
    public SortedMap<String, Type> constants() {
        return constants;
    }

    /** Whether a file of this name, without compression endings, is of this format by its name. */
    public boolean fitsName(String fileName) {
        return recognition.fit(fileName).isPresent();
    }

    /** True when a parser reads sources as a whole: of a rotated log it sees each part alone. */
    public boolean isReadWhole() {
        return plan.parser().isPresent();
    }

    /** The literals that are searched for, one char per byte. */
    public List<String> literals() {
        return plan.probes().stream()
                .flatMap(p -> p.shape().literals().stream())
                .distinct()
                .toList();
    }

    Recognition recognition() {
        return recognition;
    }

    Plan plan() {
        return plan;
    }

    Plan.Literals search() {
        return literals;
    }

    /** The kind of this name, if it yields it. */
    public Optional<Kind> find(String kind) {
        return yields().stream().filter(k -> k.name().equals(kind)).findFirst();
    }

    @Override
    public String toString() {
        return name;
    }
}
