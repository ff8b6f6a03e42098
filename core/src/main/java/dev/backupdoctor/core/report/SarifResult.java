package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.finding.ShellWords;
import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.finding.Suppressed;
import dev.backupdoctor.core.value.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One result: a finding, or a question that stays open.
 *
 * @param place where it is shown
 * @param state {@code new} or {@code unchanged}; empty where no baseline tells
 * @param suppression why it does not count; empty for what counts
 */
record SarifResult(
        String rule,
        Optional<Finding> finding,
        String message,
        Place place,
        Optional<String> state,
        Optional<String> suppression) {

    /** GitHub keeps no more locations of a result. */
    private static final int LOCATIONS = 100;

    /** Level alone does not part critical from error. */
    private static final Map<Severity, Integer> RANKS =
            Map.of(Severity.CRITICAL, 95, Severity.ERROR, 75, Severity.WARNING, 50, Severity.INFO, 10);

    static SarifResult of(Finding f, Diagnosis diagnosis, Policy policy) {
        Optional<String> state = policy.known().map(known -> policy.isKnown(f) ? "unchanged" : "new");
        return new SarifResult(
                f.rule(), Optional.of(f), OneLine.message(f), place(f, diagnosis), state, Optional.empty());
    }

    static SarifResult of(Suppressed s, Diagnosis diagnosis) {
        Finding f = s.finding();
        String why = "until " + s.expires() + ": " + OneLine.text(s.reason());
        return new SarifResult(
                f.rule(),
                Optional.of(f),
                OneLine.message(f),
                place(f, diagnosis),
                Optional.of("unchanged"),
                Optional.of(why));
    }

    /** Empty where no source was read that it could be shown at. */
    static Optional<SarifResult> of(Open open, Diagnosis diagnosis) {
        return source(OneLine.product(open.rule()), diagnosis)
                .map(place -> new SarifResult(
                        open.rule(), Optional.empty(), OneLine.needs(open), place, Optional.empty(), Optional.empty()));
    }

    private static Place place(Finding f, Diagnosis diagnosis) {
        return f.primary()
                .or(() -> f.evidence().stream().map(Evidence::place).findFirst())
                .or(() -> source(f.product(), diagnosis))
                .orElseGet(() -> Place.of(f.product()));
    }

    /** A source of the product as a whole, else any. */
    private static Optional<Place> source(String product, Diagnosis diagnosis) {
        return diagnosis.sources().stream()
                .filter(s -> s.product().filter(product::equals).isPresent())
                .findFirst()
                .or(() -> diagnosis.sources().stream().findFirst())
                .map(SourceSeen::path)
                .map(Place::of);
    }

    /** Writes the fields, but for the rule. */
    void write(JsonFields json) throws IOException {
        json.text("kind", finding.isPresent() ? "fail" : "open");
        json.text("level", finding.map(f -> SarifReport.level(f.severity())).orElse("none"));
        json.object("message", it -> it.text("text", message));
        json.array("locations", List.of(place), (it, at) -> SarifPlace.location(it, at));
        if (finding.isPresent()) {
            finding(json, finding.get());
        }
    }

    private void finding(JsonFields json, Finding f) throws IOException {
        json.number("rank", RANKS.getOrDefault(f.severity(), 0));
        if (state.isPresent()) {
            json.text("baselineState", state.get());
        }
        List<Evidence> related = f.evidence().stream()
                .filter(e -> !e.place().equals(place))
                .limit(LOCATIONS)
                .toList();
        json.array("relatedLocations", related, (it, evidence) -> {
            it.number("id", related.indexOf(evidence) + 1L);
            if (!evidence.label().isEmpty()) {
                it.object("message", label -> label.text("text", OneLine.text(evidence.label())));
            }
            SarifPlace.location(it, evidence.place());
        });
        json.object("partialFingerprints", it -> it.text("backupDoctor/v1", f.fingerprint()));
        json.array("fixes", f.fixes().stream().filter(SarifResult::onlyEdits).toList(), SarifResult::fix);
        if (suppression.isPresent()) {
            json.array("suppressions", List.of(suppression.get()), (it, why) -> {
                it.text("kind", "external");
                it.text("justification", why);
            });
        }
        json.object("properties", it -> properties(it, f));
    }

    private static void properties(JsonFields json, Finding f) throws IOException {
        json.text("severity", f.severity().word());
        json.text("confidence", f.confidence().word());
        json.texts("key", f.key());
        json.array("remedies", f.fixes(), (it, fix) -> {
            it.text("id", fix.id());
            it.text("risk", fix.risk().word());
            it.text("title", fix.title());
            List<String> steps = new ArrayList<>();
            fix.steps().forEach(step -> step(step).ifPresent(steps::add));
            it.texts("steps", steps);
        });
    }

    /** Edits stand in the result's fixes. */
    private static Optional<String> step(Fix.Step step) {
        if (step instanceof Fix.Step.Run run) {
            return Optional.of(
                    "run" + run.host().map(h -> " on " + h).orElse("") + ": " + ShellWords.of(run.arguments()));
        } else if (step instanceof Fix.Step.Do person) {
            return Optional.of("do: " + person.text());
        }
        return Optional.empty();
    }

    private static boolean onlyEdits(Fix fix) {
        return !fix.steps().isEmpty()
                && fix.steps().stream()
                        .allMatch(s -> s instanceof Fix.Step.Edit e && e.place().line() > 0);
    }

    private static void fix(JsonFields json, Fix fix) throws IOException {
        json.object("description", it -> it.text("text", fix.title()));
        List<Fix.Step.Edit> edits =
                fix.steps().stream().map(Fix.Step.Edit.class::cast).toList();
        json.array("artifactChanges", edits, (it, edit) -> {
            SarifPlace.artifact(it, edit.place());
            it.array("replacements", List.of(edit), (replacement, one) -> {
                replacement.object("deletedRegion", region -> SarifPlace.region(region, one.place()));
                replacement.object("insertedContent", content -> content.text("text", one.to()));
            });
        });
    }
}
