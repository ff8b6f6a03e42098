package dev.backupdoctor.core.collect;

import dev.backupdoctor.core.source.Deadline;
import dev.backupdoctor.core.source.Inputs;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.source.Taken;
import dev.backupdoctor.core.source.TakenInputs;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the collectors of a product brought from one host.
 *
 * @param taken to be read, by name
 * @param outcomes what became of each collector, by name
 */
public record Collected(Circumstances when, List<Taken> taken, List<Outcome> outcomes) {

    public Collected {
        taken = taken.stream().sorted(Comparator.comparing(Taken::name)).toList();
        outcomes = outcomes.stream()
                .sorted(Comparator.comparing(Outcome::collector))
                .toList();
    }

    /** Logs among what was taken. */
    public List<Taken.OfFile> logs() {
        return taken.stream()
                .filter(Taken.OfFile.class::isInstance)
                .map(Taken.OfFile.class::cast)
                .filter(Taken.OfFile::log)
                .toList();
    }

    /** The same without what has these names. */
    public Collected without(Set<String> names) {
        return new Collected(
                when, taken.stream().filter(t -> !names.contains(t.name())).toList(), outcomes);
    }

    /** As an analysis reads it. */
    public Inputs inputs(Deadline deadline) {
        return new TakenInputs(taken, deadline);
    }

    /** What collectors could not bring. */
    public List<Problem> problems() {
        return problems(outcomes);
    }

    static List<Problem> problems(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(o -> !o.reason().isEmpty())
                .map(o -> new Problem("collector " + o.collector(), 0, o.reason(), o.incomplete()))
                .toList();
    }

    /** Formats of what could not be collected: rules that need their kinds are open. */
    public Set<String> unseen() {
        return unseen(outcomes);
    }

    static Set<String> unseen(List<Outcome> outcomes) {
        Set<String> formats = new TreeSet<>();
        outcomes.stream().filter(Outcome::incomplete).forEach(o -> formats.addAll(o.formats()));
        return formats;
    }
}
