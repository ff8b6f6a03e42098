package dev.backupdoctor.core.verify;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Verification;
import dev.backupdoctor.core.fix.Host;
import dev.backupdoctor.core.spi.Verifier;
import dev.backupdoctor.core.verify.Proof.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Proves that what was wrong on this host is no longer. */
public final class VerifyRun {

    private final Host host;
    private final Map<String, Verifier> verifiers;
    private final Allowance allowance;
    private final Consumer<String> told;

    /**
     * @param verifiers of the product, by name
     * @param told takes what verifiers say while they are at work
     */
    public VerifyRun(Host host, Map<String, Verifier> verifiers, Allowance allowance, Consumer<String> told) {
        this.host = host;
        this.verifiers = Map.copyOf(verifiers);
        this.allowance = allowance;
        this.told = told;
    }

    /**
     * Holds a claim against a fresh diagnosis of the host; where that finds nothing, the product's verifier decides.
     *
     * @throws IOException when there is no room for what a verifier makes
     */
    public Proof prove(Claim claim, Diagnosis fresh) throws IOException, InterruptedException {
        Instant started = Instant.now();
        long begin = System.nanoTime();
        List<Proof.Step> steps = new ArrayList<>();
        Proof.Step silence = new Silence(claim, fresh, started).step();
        steps.add(silence);
        if (silence.answer() != Answer.FAILS) {
            Optional<Proof.Step> more = verifier(claim);
            more.ifPresent(steps::add);
        }
        return new Proof(
                claim.rule(),
                claim.fingerprint(),
                claim.key(),
                claim.message(),
                host.name(),
                claim.entry(),
                claim.fixed(),
                started,
                Duration.ofNanos(System.nanoTime() - begin),
                steps);
    }

    private Optional<Proof.Step> verifier(Claim claim) throws IOException, InterruptedException {
        Optional<Verification> how = claim.verification();
        if (how.isEmpty() || how.get().verifier().equals(Verification.AGAIN)) {
            return Optional.empty();
        }
        String name = how.get().verifier();
        Optional<Verifier> verifier = Optional.ofNullable(verifiers.get(name));
        if (verifier.isEmpty()) {
            String text = "this program has no verifier of that name";
            return Optional.of(new Proof.Step("verifier " + name, Answer.OPEN, text, new TreeMap<>()));
        }
        return Optional.of(new VerifierRun(name, verifier.get(), allowance, told)
                .run(how.get().arguments()));
    }
}
