package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.backup.BackupRequest;
import dev.backupdoctor.nbd.backup.BackupRequest.Disks;
import dev.backupdoctor.nbd.backup.BackupRequest.Job;
import dev.backupdoctor.nbd.backup.BackupRequest.Quiesce;
import dev.backupdoctor.nbd.backup.BackupRequest.Saving;
import dev.backupdoctor.nbd.backup.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is backed up and how; letters and names are those of virtnbdbackup. */
final class NbdBackupOptions {
    private static final int MOST_COMPRESSION = 16;

    @Option(
            names = {"-d", "--domain"},
            required = true,
            paramLabel = "NAME",
            description = "Name of the virtual machine.")
    private String domain = "";

    @Option(
            names = {"-l", "--level"},
            defaultValue = "copy",
            paramLabel = "LEVEL",
            description = "copy, full, inc, diff or auto (default: ${DEFAULT-VALUE}).")
    private String level = "";

    @Option(
            names = {"-t", "--type"},
            defaultValue = "stream",
            paramLabel = "TYPE",
            description = "stream or raw (default: ${DEFAULT-VALUE}).")
    private String type = "";

    @Option(
            names = {"-r", "--raw"},
            description = "Include raw disks, which can be saved whole only.")
    private boolean raw;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Directory of the set; - writes a zip archive to standard output, and keeps what the next"
                    + " run needs in the current directory.")
    private @Nullable Path output;

    @Option(
            names = {"-C", "--checkpointdir"},
            paramLabel = "DIR",
            description = "Directory of the descriptions of checkpoints (default: that in the set).")
    private @Nullable Path checkpoints;

    @Option(
            names = "--scratchdir",
            defaultValue = "/var/tmp",
            paramLabel = "DIR",
            description = "Where old blocks go while the guest writes (default: ${DEFAULT-VALUE}).")
    private Path scratch = Job.VAR_TMP;

    @Option(
            names = {"-S", "--start-domain"},
            description = "Start a domain that is off, paused, for the time of the backup.")
    private boolean start;

    @Option(names = "--pause", description = "Pause the domain while the job begins.")
    private boolean pause;

    @Option(
            names = {"-i", "--include"},
            paramLabel = "DISK",
            description = "Save this disk only, e.g. vda.")
    private @Nullable String include;

    @Option(
            names = {"-x", "--exclude"},
            split = ",",
            paramLabel = "DISK",
            description = "Leave out these disks, e.g. vdb,vdc.")
    private List<String> exclude = List.of();

    @Option(
            names = {"-f", "--socketfile"},
            paramLabel = "FILE",
            description = "Socket that qemu listens on (default: /var/tmp/virtnbdbackup.PID).")
    private @Nullable Path socket;

    @Option(
            names = {"-n", "--noprogress"},
            description = "Show no progress.")
    private boolean noProgress;

    @Option(
            names = {"-z", "--compress"},
            arity = "0..1",
            fallbackValue = "2",
            paramLabel = "LEVEL",
            description = "Compress with LZ4, level 1 to 16 (default when given: 2).")
    private @Nullable Integer compress;

    @Option(
            names = {"-w", "--worker"},
            paramLabel = "N",
            description = "Disks at once (default: all).")
    private @Nullable Integer workers;

    @Option(
            names = {"-F", "--freeze-mountpoint"},
            split = ",",
            paramLabel = "DIR",
            description = "File systems of the guest to freeze (default: all).")
    private List<String> freeze = List.of();

    @Option(
            names = {"-e", "--strict"},
            description = "End with 2 when there were warnings.")
    private boolean strict;

    @Option(names = "--no-sparse-detection", description = "Accepted; zeros are saved in any case.")
    private boolean noSparseDetection;

    @Option(
            names = {"-T", "--threshold"},
            paramLabel = "BYTES",
            description = "Do nothing when less has changed.")
    private @Nullable Long threshold;

    @Option(
            names = {"-L", "--syslog"},
            description = "Write the log to the log of the system too.")
    private boolean syslog;

    // qemu-img in place of our own queries: the answer is the same.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-q", "--qemu"},
            hidden = true)
    private boolean qemu;

    @SuppressWarnings("UnusedVariable")
    @Option(names = "--nocolor", hidden = true)
    private boolean noColor;

    @Option(names = "--quiet", description = "Show warnings and errors only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show more.")
    private boolean verbose;

    BackupRequest request(String uri, Optional<BackupRequest.Port> port) throws UsageError {
        if (isArchive() && (raw || "raw".equals(type))) {
            throw new UsageError("raw images cannot be written to standard output, which cannot go back to leave holes;"
                    + " leave --raw and --type raw away, or name a directory");
        }
        Path target = output == null || isArchive() ? Path.of(".") : output;
        return new BackupRequest(
                uri,
                domain,
                level(),
                target,
                new Disks(Optional.ofNullable(include), exclude, raw),
                saving(),
                job(port));
    }

    private Level level() throws UsageError {
        for (Level known : Level.values()) {
            if (known.word().equals(level.toLowerCase(Locale.ROOT))) {
                return known;
            }
        }
        throw new UsageError("there is no level " + level + "; copy, full, inc, diff and auto are known");
    }

    private Saving saving() throws UsageError {
        if (!List.of("stream", "raw").contains(type)) {
            throw new UsageError("there is no type " + type + "; stream and raw are known");
        }
        if (compress != null && (compress < 1 || compress > MOST_COMPRESSION)) {
            throw new UsageError("--compress takes a level from 1 to 16, not " + compress);
        }
        if (workers != null && workers < 1) {
            throw new UsageError("--worker takes 1 or more, not " + workers);
        }
        return new Saving(
                "raw".equals(type),
                compress == null ? OptionalInt.empty() : OptionalInt.of(compress),
                workers == null ? OptionalInt.empty() : OptionalInt.of(workers));
    }

    private Job job(Optional<BackupRequest.Port> port) {
        return new Job(
                Optional.ofNullable(socket),
                port,
                scratch,
                Optional.ofNullable(checkpoints),
                new Quiesce(freeze, pause),
                start,
                threshold == null ? OptionalLong.empty() : OptionalLong.of(threshold));
    }

    boolean isArchive() {
        return output != null && "-".equals(output.toString());
    }

    boolean hasTarget() {
        return output != null;
    }

    boolean hasProgress() {
        return !noProgress && !quiet;
    }

    boolean isCompressed() {
        return compress != null;
    }

    boolean skipsSparseDetection() {
        return noSparseDetection;
    }

    boolean isForSyslog() {
        return syslog;
    }

    boolean isStrict() {
        return strict;
    }

    boolean isQuiet() {
        return quiet;
    }

    boolean isVerbose() {
        return verbose;
    }
}
