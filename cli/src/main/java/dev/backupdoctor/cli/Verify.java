package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.engine.UserFile;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.fix.FixException;
import dev.backupdoctor.core.fix.Host;
import dev.backupdoctor.core.fix.Journal;
import dev.backupdoctor.core.fix.JournalEntry;
import dev.backupdoctor.core.fix.UndoRun;
import dev.backupdoctor.core.verify.Allowance;
import dev.backupdoctor.core.verify.Claim;
import dev.backupdoctor.core.verify.Proof;
import dev.backupdoctor.core.verify.ProofJson;
import dev.backupdoctor.core.verify.VerifyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: whether what was wrong is gone. */
@Command(
        name = "verify",
        header = {
            "Proves that a fix holds: looks at this host anew, then does again what had failed.",
            "",
            "Examples:",
            "  backup-doctor verify ID",
            "  backup-doctor verify ID --proof proof.json",
            "  backup-doctor verify ID --budget '2 h,10 GiB' --scratch /var/tmp",
            ""
        },
        footer = {
            "",
            "What was fixed, and when, is known from the journal of 'backup-doctor fix'; the proof is put beside it.",
            "",
            "Exit codes: 0 it holds, 2 wrong usage, 3 nobody can tell yet, 4 it does not hold, 70 a bug of ours."
        })
final class Verify implements Callable<Integer> {

    private static final Duration USUAL_TIME = Duration.ofHours(1);

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(paramLabel = "ID", description = "Id of the rule that must find nothing.")
    private String id = "";

    @Option(
            names = "--budget",
            paramLabel = "TIME,SIZE",
            converter = BudgetText.class,
            description = "What the verification may use, as '2 h', '10 GiB' or '2 h,10 GiB'. Default: 1 h, and half of"
                    + " what is free.")
    private BudgetText.Budget budget = BudgetText.Budget.NONE;

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description = "Where it may write; nothing is left there. Default: the directory of temporary files.")
    private @Nullable Path scratch;

    @Option(names = "--proof", paramLabel = "FILE", description = "Write what was seen to a file, as JSON.")
    private @Nullable Path proof;

    @Mixin
    private HostCheck host = new HostCheck();

    private Verify(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    static CommandLine command(Terminal terminal, Engine engine, String... args) {
        return ProductOptions.all(new CommandLine(new Verify(terminal, engine)), engine, args);
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules, BadSetting, FixException {
        List<UserFile> files = host.files(terminal, engine);
        RuleInfo rule = Explain.find(engine, files, id);
        LiveProduct product = HostCheck.product(engine, rule)
                .orElseThrow(() -> new UsageError(rule.product() + " cannot be looked at on this host"));
        Allowance allowance = allowance();
        Journal journal = new StateDirectory(terminal).journal();
        Diagnosis fresh = host.look(engine, files, product);
        List<Claim> claims = claims(new UndoRun(journal, t -> {}), fresh);
        if (claims.isEmpty()) {
            String why = HostCheck.doubt(fresh, id).orElse("there was nothing for it to look at");
            terminal.errors().println("backup-doctor: " + Complaint.safe(id + " finds nothing, but " + why));
            return ExitCode.UNCHECKED;
        }
        Host here = Host.local();
        var run = new VerifyRun(
                here,
                engine.verifiers(product.product(), host.values(engine, product)),
                allowance,
                text -> terminal.errors().println(Complaint.safe(text)));
        List<Proof> proofs = new ArrayList<>();
        try {
            for (Claim claim : claims) {
                proofs.add(run.prove(claim, fresh));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted; nothing is proved", e);
        }
        deliver(proofs, here, journal);
        Proof.Answer answer = ProofJson.answer(proofs);
        return answer == Proof.Answer.HOLDS
                ? ExitCode.CLEAN
                : answer == Proof.Answer.FAILS ? ExitCode.NOT_PROVED : ExitCode.UNCHECKED;
    }

    private Allowance allowance() throws UsageError, IOException {
        Path directory = scratch == null ? Path.of(System.getProperty("java.io.tmpdir")) : scratch;
        if (!Files.isDirectory(directory)) {
            throw new UsageError("--scratch: there is no directory " + directory);
        }
        long free = Files.getFileStore(directory).getUsableSpace();
        long bytes = budget.bytes().orElse(free / 2);
        if (bytes > free) {
            throw new IOException("the budget has " + bytes + " bytes, but only " + free + " are free in " + directory);
        }
        return new Allowance(budget.time().orElse(USUAL_TIME), bytes, directory.toAbsolutePath());
    }

    /** What was fixed, what is there still, and what is fine: each trouble once. */
    private List<Claim> claims(UndoRun journal, Diagnosis fresh) throws IOException, FixException {
        Map<String, Claim> claims = new LinkedHashMap<>();
        for (JournalEntry entry : journal.entries()) {
            if (entry.subject().rule().equals(id)) {
                // The newest entry decides; what was undone claims nothing.
                claims.remove(entry.subject().fingerprint());
                if (entry.state() == JournalEntry.State.DONE) {
                    claims.put(entry.subject().fingerprint(), Claim.of(entry));
                }
            }
        }
        HostCheck.findings(fresh, id).forEach(f -> claims.putIfAbsent(f.fingerprint(), Claim.of(f, Optional.empty())));
        if (claims.isEmpty()) {
            fresh.clean().stream()
                    .filter(c -> c.rule().equals(id))
                    .forEach(c -> claims.put(
                            c.fingerprint(),
                            new Claim(
                                    id,
                                    c.fingerprint(),
                                    new TreeMap<>(c.key()),
                                    "",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.<Instant>empty())));
        }
        return List.copyOf(claims.values());
    }

    private void deliver(List<Proof> proofs, Host here, Journal journal) throws IOException {
        for (Proof one : proofs) {
            if (one.entry().isPresent()) {
                journal.attach(
                        one.entry().get(), "proof.json", ProofJson.write(List.of(one), Main.version(), here.name()));
            }
        }
        if (proof != null) {
            AtomicFile.write(proof, ProofJson.write(proofs, Main.version(), here.name()));
        }
        terminal.print(out -> {
            for (Proof one : proofs) {
                new ProofText(out).write(one);
            }
        });
    }
}
