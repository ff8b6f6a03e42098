package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.backup.Backup;
import dev.backupdoctor.nbd.backup.BackupRequest;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nbd backup}: what virtnbdbackup does. */
@Command(
        name = "backup",
        header = {
            "Backs up the disks of a virtual machine, running or not.",
            "",
            "Examples:",
            "  backup-doctor nbd backup -d web -l full -o /backup/web",
            "  backup-doctor nbd backup -d web -l inc -o /backup/web",
            "  backup-doctor nbd backup -d web -l auto -o /backup/web --compress",
            "  backup-doctor nbd backup -d web -l full -o - >web.zip",
            "  backup-doctor nbd backup -U qemu+ssh://root@kvm1/system --nbd-ip 10.0.0.5 --tls -d web -o /backup/web",
            "  backup-doctor nbd backup -d web -k                  end a job that was left behind",
            ""
        })
final class NbdBackup implements Callable<Integer> {
    private static final int ERROR = 1;
    private static final int WARNED = 2;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("MMddyyyyHHmmss", Locale.ROOT);

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private NbdConnectionOptions connection = new NbdConnectionOptions();

    @Mixin
    private NbdBackupOptions options = new NbdBackupOptions();

    NbdBackup(Terminal terminal) {
        this.terminal = terminal;
    }

    @Option(
            names = {"-k", "--killonly"},
            description = "End the backup job that is active, and do nothing else.")
    private boolean killOnly;

    @Option(
            names = {"-s", "--startonly"},
            description = "Begin the job and leave it; the disks can be read at the socket until -k.")
    private boolean startOnly;

    @Option(
            names = {"-p", "--printonly"},
            description = "Print how much an incremental backup would save, and do nothing else.")
    private boolean printOnly;

    @Override
    public Integer call() throws IOException, UsageError {
        if (!options.hasTarget() && !killOnly && !startOnly) {
            throw new UsageError("say where the set lies: -o DIR");
        }
        if (options.isArchive() && terminal.target() == Terminal.Target.SCREEN) {
            throw new UsageError("-o - writes an archive to standard output: send it into a file or a program");
        }
        BackupRequest request = options.request(connection.uri(), connection.port());
        if (!killOnly && !startOnly) {
            Files.createDirectories(request.target());
        }
        PrintWriter screen = terminal.errors();
        Optional<NbdProgress> progress = options.hasProgress() ? NbdProgress.on(terminal) : Optional.empty();
        Optional<Path> file = killOnly || startOnly ? Optional.empty() : Optional.of(logFile(request));
        try (var log = new NbdLog(screen, options.isVerbose(), options.isQuiet(), file, progress);
                var interruption = new Interruption(Thread.currentThread(), ERROR)) {
            if (options.isForSyslog()) {
                log.also(NbdSyslog.open());
            }
            log.info("printVersion", "Version: " + Main.version() + " Arguments: " + arguments());
            connection.withoutEffect().forEach(text -> log.warning("main", text));
            try {
                carryOut(request, file, log);
            } catch (IOException e) {
                log.error("main", Reason.of(e));
                log.error(
                        "main", interruption.isCaught() ? "Signal caught: backup interrupted" : "Error during backup");
                return ERROR;
            }
            if (log.warnings() > 0 && options.isStrict()) {
                log.info("main", "Warnings occurred, and --strict was given.");
                return WARNED;
            }
            log.info("main", "Finished successfully");
            return ExitCode.CLEAN;
        }
    }

    private void carryOut(BackupRequest request, Optional<Path> file, NbdLog log) throws IOException {
        if (killOnly) {
            log.info("main", "Stopping backup job.");
            Backup.endJob(request.uri(), request.domain());
        } else if (startOnly) {
            Backup.startJob(request, log);
            log.info("main", "Started backup job for debugging, exiting.");
        } else if (printOnly) {
            OptionalLong size = Backup.estimate(request, log);
            log.info(
                    "main",
                    size.isPresent()
                            ? "Estimated checkpoint backup size: [" + size.getAsLong() + "] Bytes"
                            : "Estimated checkpoint backup size: unknown, libvirt has no checkpoint of this set");
        } else {
            if (options.isCompressed()) {
                log.info("main", "Compression enabled.");
            }
            if (options.skipsSparseDetection()) {
                log.info("main", "Skipping detection of sparse blocks: zeros are saved in any case.");
            }
            if (options.isArchive()) {
                Backup.archive(
                        request, interruptible(terminal.out()), file.stream().toList(), log);
            } else {
                Backup.run(request, log);
            }
        }
    }

    /** A plain write to a pipe that nobody reads any more would wait for ever; the job has to be ended all the same. */
    private static OutputStream interruptible(OutputStream out) {
        return out instanceof FileOutputStream file ? Channels.newOutputStream(file.getChannel()) : out;
    }

    private static Path logFile(BackupRequest request) {
        String stamp = STAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
        return request.target().resolve("backup." + request.level().word() + "." + stamp + ".log");
    }

    private String arguments() {
        return spec == null
                ? ""
                : String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }
}
