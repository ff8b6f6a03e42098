package dev.backupdoctor.core.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.collect.LiveCheck;
import dev.backupdoctor.core.collect.Recollect;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.fix.FixRun;
import dev.backupdoctor.core.fix.Host;
import dev.backupdoctor.core.fix.Journal;
import dev.backupdoctor.core.fix.JournalEntry;
import dev.backupdoctor.core.fix.LineDiff;
import dev.backupdoctor.core.fix.Person;
import dev.backupdoctor.core.fix.Plan;
import dev.backupdoctor.core.fix.UndoRun;
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.testing.vault.VaultHost;
import dev.backupdoctor.core.testing.vault.VaultModule;
import dev.backupdoctor.core.verify.Proof.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All the way with a fictional product: check, plan, fix, verify, undo. */
class FixToProofTest {

    private static final Host HERE = new Host("here");

    @TempDir
    private Path root;

    private final List<String> told = new ArrayList<>();
    private Path home = Path.of("");
    private Path conf = Path.of("");

    @BeforeEach
    void install() throws IOException {
        home = VaultHost.in(root.toRealPath().resolve("vault")).home();
        conf = home.resolve("vault.conf");
    }

    @Test
    void fixesAndProvesAndTakesBack() throws Exception {
        String before = Files.readString(conf);
        Plan plan = plan();

        JournalEntry entry = run().apply(plan);
        Proof proof = prove(entry);

        assertThat(LineDiff.of((Plan.Step.Edit) plan.steps().get(0)))
                .containsExactly(
                        "--- " + conf,
                        "+++ " + conf,
                        "@@ -2 +2 @@",
                        "-warn_at 80 %   # of the store",
                        "+warn_at 95 %   # of the store");
        assertThat(Files.readString(conf)).isEqualTo(before.replace("80", "95"));
        assertThat(proof.answer()).isEqualTo(Answer.HOLDS);
        assertThat(proof.steps())
                .extracting(Proof.Step::text)
                .containsExactly("the rule finds nothing", "store main gave back what it was given");
        assertThat(proof.entry()).contains(1);
        assertThat(told).contains("fetched 20 bytes");
        new UndoRun(journal(), told::add).undo(entry.number());
        assertThat(Files.readString(conf)).isEqualTo(before);
        assertThat(prove(entry).answer()).isEqualTo(Answer.FAILS);
    }

    @Test
    void isNotContentWithSilence() throws Exception {
        JournalEntry entry = run().apply(plan());
        Files.writeString(home.resolve("main.kept"), "something else\n");

        Proof proof = prove(entry);

        assertThat(proof.answer()).isEqualTo(Answer.FAILS);
        assertThat(proof.steps()).last().extracting(Proof.Step::text).isEqualTo("store main gave back something else");
        assertThat(ProofJson.answer(List.of(proof))).isEqualTo(Answer.FAILS);
    }

    @Test
    void leavesOpenWhatCannotBeTried() throws Exception {
        JournalEntry entry = run().apply(plan());
        Files.delete(home.resolve("status"));

        Proof proof = prove(entry);

        assertThat(proof.answer()).isEqualTo(Answer.OPEN);
        assertThat(proof.steps().get(0).text()).startsWith("the rule could not decide: it needs vault.store");
    }

    @Test
    void leavesNothingBehind() throws Exception {
        prove(run().apply(plan()));

        try (Stream<Path> scratch = Files.list(root.resolve("scratch"))) {
            assertThat(scratch).isEmpty();
        }
    }

    @Test
    void refusesWhenTheHostChangedAfterTheCheck() throws Exception {
        Plan plan = plan();
        Files.writeString(conf, "warn_at 85 %   # of the store\n");

        assertThatThrownBy(() -> run().apply(plan)).hasMessageContaining("was changed");
        assertThat(conf).hasContent("warn_at 85 %   # of the store\n");
    }

    @Test
    void writesTheProofAsJson() throws Exception {
        JournalEntry entry = run().apply(plan());

        String json = ProofJson.write(List.of(prove(entry)), "1.0", "here");

        assertThat(json)
                .startsWith("{\n  \"schema\" : \"backup-doctor-proof/1\"")
                .contains(
                        "\"answer\" : \"holds\"",
                        "\"entry\" : 1",
                        "\"store\" : \"main\"",
                        "\"what\" : \"verifier fetch\"")
                .endsWith("}\n");
    }

    private Plan plan() throws Exception {
        Finding finding = check().diagnose().findings().get(0);
        assertThat(finding.rule()).isEqualTo("vault-store-full");
        return Plan.of(finding, finding.fixes().get(0));
    }

    private Proof prove(JournalEntry entry) throws Exception {
        Diagnosis fresh = check().diagnose();
        var allowance =
                new Allowance(Duration.ofSeconds(30), 1 << 20, Files.createDirectories(root.resolve("scratch")));
        return new VerifyRun(HERE, new VaultModule().verifiers(given()), allowance, told::add)
                .prove(Claim.of(entry), fresh);
    }

    private Recollect check() throws Exception {
        Rulebook rulebook = Rulebook.load(List.of(new VaultModule()), List.of());
        return LiveCheck.of(rulebook, new VaultModule(), given(), AnalysisOptions.DEFAULT, Duration.ofSeconds(30));
    }

    private CheckValues given() {
        return CheckValues.of(Map.of("home", home.toString()));
    }

    private FixRun run() {
        return new FixRun(journal(), HERE, Person.NONE, told::add);
    }

    private Journal journal() {
        return new Journal(root.resolve("state"));
    }
}
