package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.format.Formats;
import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.Syntax.FormatItem;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The text of a rule that finds every event of one kind, with the sample of a format as its example. */
final class RuleDraft {

    private static final int SHOWN_FIELDS = 4;

    private final Product product;
    private final Formats formats;

    RuleDraft(Product product, Formats formats) {
        this.product = product;
        this.formats = formats;
    }

    /** A sample with what it gives. */
    private record Sampled(Format format, String text, Kind kind, List<Event> events) {}

    UserFile file(String id, Optional<String> wanted) throws CannotDraft {
        Map<String, Sampled> kinds = sampled();
        String kind = wanted.isPresent() ? wanted.get() : nearest(id, kinds.keySet());
        Sampled sample = kinds.get(kind);
        if (sample == null) {
            String hint = Nearest.hint(kind, kinds.keySet());
            throw new CannotDraft("no sample of a format gives " + kind + "; "
                    + (hint.isEmpty() ? "kinds are " + String.join(", ", new TreeSet<>(kinds.keySet())) : hint));
        }
        return new UserFile(id + ".rule", text(id, sample));
    }

    /** Kinds of which some sample gives an event: only these can be shown in an example. */
    private Map<String, Sampled> sampled() {
        Map<String, Sampled> kinds = new LinkedHashMap<>();
        for (Syntax.FormatFile file : product.samples()) {
            Format format = formats.find(file.name().text()).orElseThrow();
            file.all(FormatItem.Sample.class).filter(s -> s.kind().isPresent()).forEach(s -> {
                String name = s.kind().get().text();
                List<Event> events = SampleRun.read(format, "sample", s.input()).events().stream()
                        .filter(e -> e.kind().equals(name))
                        .toList();
                Optional<Kind> kind = product.environment().kinds().find(name);
                boolean plain = kind.filter(k -> k.soughtBy().isEmpty()).isPresent() && !events.isEmpty();
                if (plain) {
                    kinds.putIfAbsent(name, new Sampled(format, s.input(), kind.get(), events));
                }
            });
        }
        return kinds;
    }

    /** The kind that has the most words in common with the id. */
    private static String nearest(String id, Set<String> kinds) throws CannotDraft {
        List<String> words = List.of(id.split("-", -1));
        return kinds.stream()
                .max(Comparator.comparingLong((String k) -> common(k, words)).thenComparing(Comparator.reverseOrder()))
                .orElseThrow(
                        () -> new CannotDraft("no format of this product has a sample that a rule could begin with"));
    }

    private static long common(String kind, List<String> words) {
        return List.of(kind.split("[._]", -1)).stream().filter(words::contains).count();
    }

    private String text(String id, Sampled sample) {
        String title = id.replace('-', ' ');
        List<String> keys = keys(sample);
        long groups = sample.events().stream()
                .map(e -> keys.stream().map(k -> e.field(k).known()).toList())
                .distinct()
                .count();
        String name = sample.kind().name();
        String noun = name.substring(name.indexOf('.') + 1).replace('_', ' ');
        return """
                rule %s "%s"

                severity    warning

                for-each    %s in %s as found

                say         "%s"
                why         "What leads to it, in one or two sentences."
                show        found "it was found here"
                cause       "what is behind it most of the time"
                fix         manual "what to do about it"
                  do        "the steps, one by one"

                example "the sample of %s" finds%s
                  given %s "sample" \"""
                %s
                \"""
                example "looked, and there is none" finds nothing
                  given events \"""
                {"covers": "%s"}
                \"""
                """.formatted(
                        id,
                        title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1),
                        String.join(", ", keys),
                        name,
                        message(noun, keys, sample),
                        sample.format().name(),
                        groups == 1 ? "" : " " + groups,
                        sample.format().name(),
                        sample.text().stripTrailing(),
                        name);
    }

    /** What holds for a whole source names what a rule is about; else the first text, else each source for itself. */
    private static List<String> keys(Sampled sample) {
        SortedSet<String> constant = new TreeSet<>(sample.format().constants().keySet());
        List<String> texts = sample.kind().fields().keySet().stream()
                .filter(f -> isText(sample.kind().type(f)) && known(sample, f))
                .toList();
        List<String> keys = texts.stream().filter(constant::contains).toList();
        if (!keys.isEmpty()) {
            return keys;
        }
        return texts.isEmpty() ? List.of("source") : List.of(texts.get(0));
    }

    private static boolean isText(Type type) {
        return type.equals(Scalar.TEXT) || type.equals(Scalar.RAW);
    }

    private static boolean known(Sampled sample, String field) {
        return sample.events().stream().allMatch(e -> e.field(field).isKnown());
    }

    private static String message(String noun, List<String> keys, Sampled sample) {
        List<String> fields = new ArrayList<>(sample.kind().fields().keySet());
        fields.removeIf(f ->
                keys.contains(f) || !known(sample, f) || sample.kind().type(f).equals(Scalar.PLACE));
        String of = keys.equals(List.of("source"))
                ? ""
                : keys.stream().map(k -> " " + k + " {" + k + "}").collect(Collectors.joining());
        String shown = fields.stream()
                .limit(SHOWN_FIELDS)
                .map(f -> f.replace('_', ' ') + " {found." + f + "}")
                .collect(Collectors.joining(", "));
        return noun + of + (shown.isEmpty() ? "" : ": " + shown);
    }
}
