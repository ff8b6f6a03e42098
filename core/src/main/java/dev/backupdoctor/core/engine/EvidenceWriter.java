package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.Stream;
import dev.backupdoctor.core.value.Display;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the evidence of a finding: what {@code show} names, in its order; the first that is known is primary. */
record EvidenceWriter(String language, Display display) {

    /** Records shown of a stream before its last one. */
    private static final int FIRST = 3;

    List<Evidence> write(Group group) {
        List<Evidence> evidence = new ArrayList<>();
        for (Rule.Show show : group.rule().shows()) {
            Value v = show.value().eval().in(group.scope());
            Optional<String> label = show.label().isEmpty()
                    ? Optional.of("")
                    : show.label().get().ifKnown(group.scope(), language, display);
            if (v.isKnown() && label.isPresent()) {
                add(v, label.get(), evidence);
            }
        }
        if (evidence.isEmpty()) {
            add(Group.stream(group.events()), "", evidence);
        }
        return evidence;
    }

    private static void add(Value v, String label, List<Evidence> evidence) {
        List<Place> places = new ArrayList<>();
        String shown = label;
        Optional<Stream> stream = v.as(Stream.class);
        if (stream.isPresent()) {
            List<Event> events = stream.get().events();
            events.stream().limit(FIRST).forEach(e -> places.add(e.place()));
            if (events.size() > FIRST) {
                places.add(events.get(events.size() - 1).place());
            }
            shown = events.size() > FIRST + 1 ? (label + " (" + events.size() + " in all)").strip() : label;
        } else {
            for (Place p : v.from()) {
                if (places.size() <= FIRST && places.stream().noneMatch(p::sameLine)) {
                    places.add(p);
                }
            }
        }
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            boolean known = evidence.stream().anyMatch(e -> e.place().equals(place));
            if (!known) {
                evidence.add(new Evidence(evidence.isEmpty(), place, i == places.size() - 1 ? shown : ""));
            }
        }
    }
}
