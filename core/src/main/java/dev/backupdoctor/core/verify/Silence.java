package dev.backupdoctor.core.verify;

import dev.backupdoctor.core.finding.Clean;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Suppressed;
import dev.backupdoctor.core.verify.Proof.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a rule is silent about something, and whether that means anything.
 *
 * @param claim what was wrong, and when it was fixed
 * @param now the present
 */
record Silence(Claim claim, Diagnosis fresh, Instant now) {

    private static final String WHAT = "looked at the host anew";

    Proof.Step step() {
        Optional<Finding> there = found(fresh);
        if (there.isPresent()) {
            return isOld(there.get().at())
                    ? waiting(
                            "the rule still finds it, in records from before the fix",
                            there.get().at())
                    : step(Answer.FAILS, "it is still there: " + there.get().message());
        }
        Optional<Open> open = fresh.open().stream().filter(this::concerns).findFirst();
        if (open.isPresent()) {
            return step(
                    Answer.OPEN,
                    "the rule could not decide: it needs "
                            + String.join(", ", open.get().missing()));
        }
        Optional<Clean> clean = fresh.clean().stream()
                .filter(c -> c.fingerprint().equals(claim.fingerprint()))
                .findFirst();
        if (clean.isEmpty()) {
            return step(Answer.OPEN, "nothing about it was found in what was collected, so silence means nothing");
        } else if (isOld(clean.get().at())) {
            return waiting(
                    "the rule is silent, but what it looks at is from before the fix",
                    clean.get().at());
        }
        return step(
                Answer.HOLDS,
                "the rule finds nothing"
                        + clean.get().at().map(t -> "; newest record of " + t).orElse(""));
    }

    /** Only evidence that was there before the fix says nothing about it; without a time it is of now. */
    private boolean isOld(Optional<Instant> at) {
        return at.isPresent()
                && claim.fixed().isPresent()
                && !at.get().isAfter(claim.fixed().get());
    }

    private Proof.Step waiting(String text, Optional<Instant> newest) {
        Instant latest = claim.fixed().orElse(now).plus(claim.within());
        String records = newest.map(t -> " (newest record of " + t + ")").orElse("");
        if (now.isAfter(latest)) {
            return step(
                    Answer.FAILS,
                    text + records + "; there should have been something new until " + latest + ", "
                            + hours(claim.within()) + " after it");
        }
        return step(Answer.OPEN, text + records + "; verify again when there is something new, until " + latest);
    }

    private static String hours(Duration within) {
        return within.toMinutes() % 60 == 0 ? within.toHours() + " h" : within.toMinutes() + " min";
    }

    private boolean concerns(Open open) {
        return open.rule().equals(claim.rule())
                && (open.key().isEmpty() || open.key().equals(claim.key()));
    }

    /** Suppressed or folded, it is there. */
    private Optional<Finding> found(Diagnosis diagnosis) {
        List<Finding> all = new ArrayList<>(diagnosis.findings());
        diagnosis.suppressed().stream().map(Suppressed::finding).forEach(all::add);
        for (int i = 0; i < all.size(); i++) {
            all.addAll(all.get(i).symptoms());
        }
        return all.stream()
                .filter(f -> f.fingerprint().equals(claim.fingerprint()))
                .findFirst();
    }

    private static Proof.Step step(Answer answer, String text) {
        return new Proof.Step(WHAT, answer, text, new TreeMap<>());
    }
}
