package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.Scope;
import dev.backupdoctor.core.value.Display;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the fixes of a finding: those that apply and whose steps can all be written out. */
record FixWriter(String language, Display display) {

    List<Fix> write(Group group) {
        List<Fix> fixes = new ArrayList<>();
        for (Rule.FixOf f : group.rule().fixes()) {
            boolean applies = f.when().map(w -> w.in(group.scope()).isTrue()).orElse(true);
            Optional<String> title = f.title().ifKnown(group.scope(), language, display);
            Optional<List<Fix.Step>> steps = applies ? steps(group, f) : Optional.empty();
            if (title.isPresent() && steps.isPresent()) {
                String id = String.valueOf((char) ('a' + fixes.size()));
                fixes.add(new Fix(
                        id,
                        f.risk(),
                        title.get(),
                        steps.get(),
                        f.loses().flatMap(l -> l.ifKnown(group.scope(), language, display)),
                        f.confirm().map(c -> display.show(c.in(group.scope())))));
            }
        }
        return fixes;
    }

    /** The steps; empty when one of them cannot be written out. */
    private Optional<List<Fix.Step>> steps(Group group, Rule.FixOf fix) {
        List<Fix.Step> steps = new ArrayList<>();
        for (Rule.StepOf step : fix.steps()) {
            Optional<Fix.Step> written = step(group.scope(), step);
            if (written.isEmpty()) {
                return Optional.empty();
            }
            steps.add(written.get());
        }
        return Optional.of(steps);
    }

    private Optional<Fix.Step> step(Scope scope, Rule.StepOf step) {
        if (step instanceof Rule.StepOf.Do d) {
            return d.text().ifKnown(scope, language, display).map(Fix.Step.Do::new);
        } else if (step instanceof Rule.StepOf.Run r) {
            Optional<List<String>> command = r.command().arguments(scope, display);
            Optional<List<String>> undo = r.undo().flatMap(u -> u.arguments(scope, display));
            boolean lost = r.undo().isPresent() && undo.isEmpty();
            boolean nowhere =
                    r.command().namesHost() && r.command().host(scope, display).isEmpty();
            return lost || nowhere
                    ? Optional.empty()
                    : command.map(c -> new Fix.Step.Run(c, r.command().host(scope, display), undo.orElse(List.of())));
        }
        return edit(scope, (Rule.StepOf.Edit) step);
    }

    /** Only what stands in a file, as far as it was kept, can be edited there. */
    private static Optional<Fix.Step> edit(Scope scope, Rule.StepOf.Edit e) {
        Value from = e.what().in(scope);
        Optional<Place> place = from.isKnown() ? from.from().stream().findFirst() : Optional.empty();
        return place.flatMap(p -> e.to().in(scope)
                .known()
                .flatMap(to -> e.written().at(p, to))
                .map(written -> new Fix.Step.Edit(
                        p,
                        Utf8.decode(p.text().substring(p.column() - 1, p.column() - 1 + p.length())),
                        Utf8.decode(written))));
    }
}
