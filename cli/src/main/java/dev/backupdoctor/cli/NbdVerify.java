package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.SetProblem;
import dev.backupdoctor.nbd.set.Verification;
import dev.backupdoctor.nbd.set.VerifiedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nbd verify}: reads every byte of a set. */
@Command(
        name = "verify",
        header = {
            "Reads every frame of a backup set and checks its sums, without restoring it.",
            "Ends with 0 when all is proved, 1 when the set is damaged, 3 when a file has nothing that proves it.",
            "",
            "Examples:",
            "  backup-doctor nbd verify /backup/web",
            "  backup-doctor nbd verify /backup/web --format json",
            ""
        })
final class NbdVerify implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private NbdSetOptions options = new NbdSetOptions();

    NbdVerify(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, UsageError {
        boolean json = options.json();
        Verification verification = read(options.directory());
        if (json) {
            terminal.print(out -> out.write(NbdJson.of(verification)));
        } else {
            try (var log = new NbdLog(terminal.errors(), false, false, Optional.empty(), Optional.empty())) {
                report(verification, log);
            }
        }
        if (verification.isBroken()) {
            return ExitCode.FINDINGS;
        }
        return verification.isProved() ? ExitCode.CLEAN : ExitCode.UNCHECKED;
    }

    /** As an action of a restore, which passes over files without a sum as the original does. */
    static int verify(Path directory, NbdLog log) throws IOException {
        Verification verification = read(directory);
        report(verification, log);
        return verification.isBroken() ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    private static Verification read(Path directory) throws IOException {
        BackupSet set = BackupSet.read(directory);
        if (set.files().isEmpty() && set.problems().isEmpty()) {
            throw new IOException(directory + ": there are no data files; name the directory of a set");
        }
        try {
            return Verification.of(set, Runtime.getRuntime().availableProcessors(), bytes -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + directory + " was read", e);
        }
    }

    private static void report(Verification verification, NbdLog log) {
        for (VerifiedFile file : verification.files()) {
            if (!file.isBroken()) {
                log.info(
                        "verify",
                        "Verified [" + file.file().path() + "]: " + file.bytesRead() + " bytes, checksum ["
                                + file.computedSum() + "]");
            }
        }
        for (SetProblem problem : verification.problems()) {
            String text = problem.place() + " " + problem.message();
            switch (problem.severity()) {
                case ERROR -> log.error("verify", text);
                case WARNING -> log.warning("verify", text);
                case NOTE -> log.info("verify", text);
            }
        }
        if (verification.isBroken()) {
            log.error("verify", "The set is damaged.");
        } else if (!verification.isProved()) {
            long files = verification.files().stream()
                    .filter(file -> !file.file().canBeProved())
                    .count();
            log.warning(
                    "verify",
                    "Not proved: " + files + " of " + verification.files().size()
                            + " files have no checksum; all that can be checked in them is right.");
        }
    }
}
