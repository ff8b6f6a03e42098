package dev.backupdoctor.core.testing.vault;

import dev.backupdoctor.core.spi.CheckOption;
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.spi.Collector;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.spi.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fictional product vault. A directory is a whole host: {@code vault.conf} and {@code log/} are files,
 * {@code status} is what its program prints, {@code jobs} what its interface answers.
 */
public final class VaultModule implements DiagnosticModule {

    @Override
    public String product() {
        return "vault";
    }

    @Override
    public String title() {
        return "Vault";
    }

    @Override
    public Set<String> readingCommands() {
        return Set.of("cat");
    }

    @Override
    public boolean checksLive() {
        return true;
    }

    @Override
    public List<CheckOption> checkOptions() {
        return List.of(
                CheckOption.directory("home", "Where vault is installed. Default: /nowhere/vault."),
                new CheckOption("sleep", "SECONDS", "How long its interface takes to answer. Default: 0.", false));
    }

    @Override
    public List<Collector> collectors(CheckValues given) {
        Path home = given.path("home").orElse(Path.of("/nowhere/vault"));
        boolean named = given.path("home").isPresent();
        List<Collector> all = new ArrayList<>();
        all.add(new Collector(
                "conf",
                new Collector.Files(List.of(home.resolve("vault.conf")), List.of(), named, false),
                Set.of("vault-conf")));
        all.add(new Collector(
                "log",
                new Collector.Files(List.of(home.resolve("log")), List.of("vault*.log*"), named, true),
                Set.of("vault-log")));
        all.add(new Collector(
                "status",
                new Collector.Command(
                        List.of("cat", "--", home.resolve("status").toString()), "vault-status.txt", Set.of(0)),
                Set.of("vault-status")));
        all.add(new Collector(
                "jobs",
                new Collector.Call("vault-jobs.txt", () -> jobs(home, given.text("sleep"))),
                Set.of("vault-jobs"),
                new Collector.Bounds(Duration.ofSeconds(20), 1 << 20),
                new Collector.Needs(false, "a running vaultd")));
        return all;
    }

    /** Fetches what the store was given: true when its file {@code NAME.kept} says the same as {@code NAME.given}. */
    @Override
    public Map<String, Verifier> verifiers(CheckValues given) {
        Path home = given.path("home").orElse(Path.of("/nowhere/vault"));
        return Map.of("fetch", task -> {
            String store = task.arguments().get(0);
            Path fetched =
                    Files.copy(home.resolve(store + ".kept"), task.scratch().resolve("fetched"));
            boolean same = Files.mismatch(fetched, home.resolve(store + ".given")) < 0;
            task.told().accept("fetched " + Files.size(fetched) + " bytes");
            return same
                    ? Verifier.Verdict.holds("store " + store + " gave back what it was given")
                    : Verifier.Verdict.fails("store " + store + " gave back something else");
        });
    }

    private static byte[] jobs(Path home, java.util.Optional<String> sleep) throws IOException, InterruptedException {
        if (sleep.isPresent()) {
            // A real wait: what is tested is that nobody waits for it.
            new java.util.concurrent.CountDownLatch(1)
                    .await(Long.parseLong(sleep.get()), java.util.concurrent.TimeUnit.SECONDS);
        }
        if (!Files.exists(home.resolve("jobs"))) {
            throw new IOException("vaultd does not answer");
        }
        return Files.readString(home.resolve("jobs")).getBytes(StandardCharsets.UTF_8);
    }
}
