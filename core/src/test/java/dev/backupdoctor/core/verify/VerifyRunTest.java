package dev.backupdoctor.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Clean;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.finding.Verification;
import dev.backupdoctor.core.fix.Host;
import dev.backupdoctor.core.spi.Verifier;
import dev.backupdoctor.core.verify.Proof.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyRunTest {

    private static final String PRINT = "00000000000000ff";

    @TempDir
    private Path scratch;

    private final Instant now = Instant.now();

    @Test
    void holdsWhenTheRuleIsSilentAboutSomethingNew() throws Exception {
        Proof proof = prove(again(Duration.ofHours(26)), clean(now.minusSeconds(10)), Map.of());

        assertThat(proof.answer()).isEqualTo(Answer.HOLDS);
        assertThat(proof.steps().get(0).text()).startsWith("the rule finds nothing; newest record of ");
    }

    @Test
    void waitsForSomethingNewerThanTheFix() throws Exception {
        Proof proof = prove(again(Duration.ofHours(26)), clean(now.minusSeconds(7200)), Map.of());

        assertThat(proof.answer()).isEqualTo(Answer.OPEN);
        assertThat(proof.steps().get(0).text())
                .startsWith("the rule is silent, but what it looks at is from before the fix")
                .contains("verify again when there is something new, until ");
    }

    @Test
    void failsWhenNothingNewCameInTime() throws Exception {
        Proof proof = prove(again(Duration.ofMinutes(90 / 3)), clean(now.minusSeconds(7200)), Map.of());

        assertThat(proof.answer()).isEqualTo(Answer.FAILS);
        assertThat(proof.steps().get(0).text()).contains("there should have been something new until ", "30 min");
    }

    @Test
    void anOldRecordOfTheTroubleDoesNotCountAgainstTheFix() throws Exception {
        Proof old = prove(again(Duration.ofHours(26)), finding(Optional.of(now.minusSeconds(7200))), Map.of());
        Proof fresh = prove(again(Duration.ofHours(26)), finding(Optional.of(now.minusSeconds(10))), Map.of());
        Proof state = prove(again(Duration.ofHours(26)), finding(Optional.empty()), Map.of());

        assertThat(old.answer()).isEqualTo(Answer.OPEN);
        assertThat(fresh.answer()).isEqualTo(Answer.FAILS);
        assertThat(state.answer()).isEqualTo(Answer.FAILS);
        assertThat(state.steps().get(0).text()).isEqualTo("it is still there: copies took 1000 s");
    }

    @Test
    void silenceAboutNothingIsNoProof() throws Exception {
        Proof proof = prove(again(Duration.ofHours(26)), diagnosis(List.of(), List.of()), Map.of());

        assertThat(proof.answer()).isEqualTo(Answer.OPEN);
        assertThat(proof.steps().get(0).text()).contains("silence means nothing");
    }

    @Test
    void endsWhatTakesTooLong() throws Exception {
        var ended = new CountDownLatch(1);
        Verifier slow = task -> {
            try {
                new CountDownLatch(1).await();
                return Verifier.Verdict.holds("never");
            } finally {
                ended.countDown();
            }
        };

        Proof proof = prove(with("slow"), clean(now), Map.of("slow", slow));

        assertThat(proof.answer()).isEqualTo(Answer.FAILS);
        assertThat(proof.steps())
                .last()
                .extracting(Proof.Step::text)
                .asString()
                .startsWith("it took longer than the 1 s");
        assertThat(ended.getCount()).isZero();
        nothingIsLeft();
    }

    @Test
    void endsWhatWritesTooMuch() throws Exception {
        Verifier greedy = task -> {
            for (int i = 0; ; i++) {
                Files.write(task.scratch().resolve("part" + i), new byte[64 * 1024]);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        };

        Proof proof = prove(with("greedy"), clean(now), Map.of("greedy", greedy));

        assertThat(proof.answer()).isEqualTo(Answer.FAILS);
        assertThat(proof.steps())
                .last()
                .extracting(Proof.Step::text)
                .asString()
                .startsWith("it wrote more than the 1048576");
        nothingIsLeft();
    }

    @Test
    void saysWhyAVerifierCouldNotTry() throws Exception {
        Verifier locked = task -> {
            throw new IOException("a job is active; try again when it has ended");
        };

        Proof locks = prove(with("locked"), clean(now), Map.of("locked", locked));
        Proof strange = prove(with("strange"), clean(now), Map.of());

        assertThat(locks.answer()).isEqualTo(Answer.OPEN);
        assertThat(locks.steps()).last().extracting(Proof.Step::text).asString().contains("a job is active");
        assertThat(strange.answer()).isEqualTo(Answer.OPEN);
    }

    private void nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    private Proof prove(Verification how, Diagnosis fresh, Map<String, Verifier> verifiers) throws Exception {
        var claim = new Claim(
                "acme-copy-timeout",
                PRINT,
                new TreeMap<>(Map.of("host", "web01")),
                "copies took 1000 s",
                Optional.of(how),
                Optional.of(7),
                Optional.of(now.minusSeconds(3600)));
        var allowance = new Allowance(Duration.ofSeconds(1), 1 << 20, scratch);
        return new VerifyRun(new Host("here"), verifiers, allowance, text -> {}).prove(claim, fresh);
    }

    private static Verification again(Duration within) {
        return new Verification(Verification.AGAIN, List.of(), within);
    }

    private static Verification with(String verifier) {
        return new Verification(verifier, List.of(), Duration.ofHours(1));
    }

    private Diagnosis clean(Instant at) {
        return diagnosis(List.of(), List.of(new Clean("acme-copy-timeout", PRINT, new TreeMap<>(), Optional.of(at))));
    }

    private Diagnosis finding(Optional<Instant> at) {
        var finding = new Finding(
                "acme-copy-timeout",
                PRINT,
                Severity.ERROR,
                Confidence.CERTAIN,
                "acme",
                new TreeMap<>(),
                "",
                "copies took 1000 s",
                "",
                new TreeMap<>(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                1,
                1,
                List.of(),
                List.of(),
                false,
                at);
        return diagnosis(List.of(finding), List.of());
    }

    private Diagnosis diagnosis(List<Finding> findings, List<Clean> clean) {
        return new Diagnosis(
                        findings, List.of(), List.of(), List.of(), List.of(), new Diagnosis.RuleCounts(1, 1, 0, 0), now)
                .withClean(clean);
    }
}
