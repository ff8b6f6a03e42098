package dev.backupdoctor.core.fix;

import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fix that was begun.
 *
 * @param number from 1, in the order in which fixes were begun
 * @param fix letter of the fix within the finding
 * @param host that it was carried out on
 * @param user numeric id
 * @param started in ISO 8601
 * @param ended in ISO 8601; empty as long as it is under way
 * @param note why it stopped; empty when it did not
 */
public record JournalEntry(
        int number,
        State state,
        Subject subject,
        String fix,
        String title,
        String host,
        int user,
        String started,
        String ended,
        String note,
        List<JournalStep> steps) {

    /** What became of it. */
    public enum State {
        /** Under way, or its process died. */
        RUNNING,
        DONE,
        /** Ended before all steps were done; those that are done can be undone. */
        STOPPED,
        /** Being undone, or the process that did so died. */
        UNDOING,
        /** Everything is as it was. */
        UNDONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The finding that it is for.
     *
     * @param verifier of the rule; empty when it names none
     * @param arguments of the verifier
     * @param withinSeconds how long after the fix there must be something new to look at
     */
    public record Subject(
            String rule,
            String fingerprint,
            SortedMap<String, String> key,
            String message,
            String verifier,
            List<String> arguments,
            long withinSeconds) {
        public Subject {
            key = Collections.unmodifiableSortedMap(new TreeMap<>(key));
            arguments = List.copyOf(arguments);
        }

        static Subject of(Finding finding) {
            Optional<Verification> how = finding.verify();
            return new Subject(
                    finding.rule(),
                    finding.fingerprint(),
                    finding.key(),
                    finding.message(),
                    how.map(Verification::verifier).orElse(""),
                    how.map(Verification::arguments).orElse(List.of()),
                    how.map(v -> v.within().toSeconds()).orElse(0L));
        }

        /** How the fix is proved, as the finding said. */
        public Optional<Verification> verification() {
            return verifier.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Verification(verifier, arguments, Duration.ofSeconds(withinSeconds)));
        }

        /** What commands are about, so that two fixes of one thing keep out of each other's way. */
        String target() {
            return rule.substring(0, Math.max(0, rule.indexOf('-'))) + " " + key;
        }
    }

    public JournalEntry {
        steps = List.copyOf(steps);
    }

    /** When its last step was done; empty as long as it is under way. */
    public Optional<Instant> endedAt() {
        return ended.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(ended));
    }

    JournalEntry with(int index, JournalStep step) {
        List<JournalStep> changed = new ArrayList<>(steps);
        changed.set(index, step);
        return new JournalEntry(number, state, subject, fix, title, host, user, started, ended, note, changed);
    }

    JournalEntry at(State now, String why) {
        boolean over = now != State.RUNNING && now != State.UNDOING;
        String when = over ? Instant.now().toString() : ended;
        return new JournalEntry(number, now, subject, fix, title, host, user, started, when, why, steps);
    }
}
