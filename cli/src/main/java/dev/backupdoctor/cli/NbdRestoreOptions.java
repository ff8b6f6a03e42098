package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.restore.Allocation;
import dev.backupdoctor.nbd.restore.Restore;
import dev.backupdoctor.nbd.set.BackupSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is restored and how; letters and names are those of virtnbdrestore. */
final class NbdRestoreOptions {

    @Option(
            names = {"-a", "--action"},
            defaultValue = "restore",
            paramLabel = "ACTION",
            description = "restore, verify or dump (default: ${DEFAULT-VALUE}).")
    private String action = "";

    @Option(
            names = {"-i", "--input"},
            required = true,
            paramLabel = "DIR",
            description = "Directory of the set.")
    private Path input = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Directory that the images come into.")
    private Path output = Path.of("");

    @Option(
            names = {"-u", "--until"},
            paramLabel = "POINT",
            description = "Stop after this checkpoint.")
    private @Nullable String until;

    @Option(
            names = {"-s", "--sequence"},
            split = ",",
            paramLabel = "FILE",
            description = "Apply these data files, in this order, e.g. vda.full.data,vda.inc.virtnbdbackup.1.data.")
    private List<String> sequence = List.of();

    @Option(
            names = {"-d", "--disk"},
            paramLabel = "DISK",
            description = "Restore this disk only.")
    private @Nullable String disk;

    @Option(
            names = {"-c", "--adjust-config"},
            description = "Fit the description of the domain to the restored images.")
    private boolean adjust;

    @Option(
            names = {"-D", "--define"},
            description = "Define the domain as well.")
    private boolean define;

    @Option(
            names = {"-N", "--name"},
            paramLabel = "NAME",
            description = "Name of the domain that is defined (default: restore_ and the old one).")
    private @Nullable String name;

    @Option(
            names = {"-C", "--config-file"},
            paramLabel = "NAME",
            description = "Name of the description that is written (default: that in the set).")
    private @Nullable String config;

    @Option(
            names = {"-A", "--preallocate"},
            description = "Make images that take all of their room at once.")
    private boolean preallocate;

    @Option(names = "--compress", description = "Make compressed images; raw ones stay as they are.")
    private boolean compress;

    // Raw images are restored in any case; a socket of our own is used.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-r", "--raw"},
            hidden = true)
    private boolean raw;

    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-f", "--socketfile"},
            hidden = true)
    private @Nullable Path socket;

    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-B", "--buffsize"},
            hidden = true)
    private @Nullable Long bufferSize;

    /** As asked for; the original also takes it in place of an output. */
    String action() throws UsageError {
        String asOutput = output.toString();
        String asked = "dump".equals(asOutput) || "verify".equals(asOutput) ? asOutput : action;
        if (!List.of("restore", "verify", "dump").contains(asked)) {
            throw new UsageError("there is no action " + asked + "; restore, verify and dump are known");
        }
        return asked;
    }

    /** Refuses what contradicts itself, before anything is read. */
    void check() throws UsageError {
        if (preallocate && compress) {
            throw new UsageError("an image is either preallocated or compressed; leave one of the two away");
        }
        if (!sequence.isEmpty() && until != null) {
            throw new UsageError("a sequence says itself where it ends; leave --until away");
        }
    }

    Restore restore(BackupSet set) {
        return new Restore(set, output, Optional.ofNullable(disk), Optional.ofNullable(until), sequence, allocation());
    }

    private Allocation allocation() {
        if (preallocate) {
            return Allocation.FULL;
        }
        return compress ? Allocation.COMPRESSED : Allocation.THIN;
    }

    Path input() {
        return input;
    }

    Path output() {
        return output;
    }

    Optional<String> until() {
        return Optional.ofNullable(until);
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    Optional<String> configName() {
        return Optional.ofNullable(config);
    }

    boolean hasSequence() {
        return !sequence.isEmpty();
    }

    boolean adjusts() {
        return adjust || define;
    }

    boolean defines() {
        return define;
    }
}
