package dev.backupdoctor.virtnbd.event;

import dev.backupdoctor.core.event.EventKind;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.core.value.Version;
import java.time.LocalDateTime;
import java.util.Optional;

/** What the module's parsers give. */
public sealed interface VirtnbdEvent {

    /** How a run said that it was over. */
    enum Ended {
        /** {@code Finished successfully}. */
        FINISHED,
        /** {@code Error during backup}. */
        FAILED,
        /** Warnings with {@code --strict}: exit code 2. */
        WARNED,
        /** A signal was caught. */
        INTERRUPTED,
        /** {@code --startonly}: the job stays open on purpose. */
        STARTED_ONLY,
        /** {@code --killonly}. */
        KILLED_JOB,
        /** {@code --printonly}. */
        PRINTED,
        /** The change was smaller than {@code --threshold}. */
        SKIPPED,
        /** An error is the last thing it said. */
        REFUSED,
        /** A traceback is the last thing it left. */
        CRASHED
    }

    /** What a dirty bitmap is good for. */
    enum State {
        OK,
        /** Flag {@code in-use}: normal while the domain runs; of a stopped one the bitmap was never closed. */
        IN_USE,
        /** QEMU itself calls it inconsistent. */
        INCONSISTENT
    }

    /** What the begin of a data file is. */
    enum Header {
        OK,
        EMPTY,
        /** Neither a stream nor a raw image by its name. */
        TORN,
        /** A raw image: no header. */
        RAW
    }

    /**
     * One run of virtnbdbackup, virtnbdrestore or virtnbdmap, as far as a log or a recording shows it.
     *
     * @param program name without directory
     * @param subject the domain of a backup, what a restore or a map reads; {@code ?} when the begin is cut off
     * @param domain of a backup
     * @param level as on the command line: copy, full, inc, diff or auto
     * @param outdir where it writes to
     * @param cptdir where a backup keeps checkpoint XML
     * @param indir what a restore reads
     * @param set directory of the log, when it is one that the program itself puts into the backup set
     * @param run its first line; the whole source when that is cut off
     * @param end number of its last line, after which another run or another command follows
     * @param at begin
     * @param last time of its last record
     * @param ended empty when it does not say
     * @param said its last record
     * @param exit code that the shell showed
     * @param errors records of level ERROR or CRITICAL
     * @param warnings records of level WARNING
     * @param reason the first error, or what a traceback ends with
     * @param complaint the same as text, else its exit code; empty for a run that does not complain
     * @param closed true when what follows shows that the program is gone: a prompt, or the domain's next run
     */
    @EventKind("virtnbd.run")
    record Run(
            String program,
            String subject,
            Optional<Version> version,
            Optional<String> domain,
            Optional<String> level,
            Optional<String> outdir,
            Optional<String> cptdir,
            Optional<String> indir,
            Optional<String> set,
            Place run,
            long end,
            Optional<LocalDateTime> at,
            Optional<LocalDateTime> last,
            Optional<Ended> ended,
            Optional<Placed<String>> said,
            Optional<Placed<Integer>> exit,
            long errors,
            long warnings,
            Optional<Placed<String>> reason,
            String complaint,
            boolean closed)
            implements VirtnbdEvent {}

    /**
     * A data file that a restore applied although the checkpoint that it builds on had not been applied.
     *
     * @param run the restore
     * @param file path as logged
     * @param checkpoint of the file
     * @param parent checkpoint that should have come before it
     */
    @EventKind("virtnbd.misplaced_file")
    record MisplacedFile(String indir, Place run, String file, String checkpoint, String parent)
            implements VirtnbdEvent {}

    /**
     * That libvirt's checkpoints of a domain were listed.
     *
     * @param listing identity of the list
     */
    @EventKind("virtnbd.checkpoint_list")
    record CheckpointList(Optional<String> domain, long count, Place listing) implements VirtnbdEvent {}

    /** A checkpoint that libvirt knows. */
    @EventKind("virtnbd.live_checkpoint")
    record LiveCheckpoint(Optional<String> domain, String checkpoint, Place listing) implements VirtnbdEvent {}

    /**
     * That a disk image was looked at, by qemu-img or by asking a running QEMU.
     *
     * @param image path
     * @param domain when a running QEMU was asked
     * @param compat 0.10 for qcow2 version 2, 1.1 for version 3
     * @param shared true when the image was opened without its lock, so that the domain may have been running
     * @param look identity of the look
     */
    @EventKind("virtnbd.image")
    record Image(
            Optional<String> image,
            Optional<String> domain,
            Optional<String> format,
            Optional<Placed<String>> compat,
            Optional<Boolean> shared,
            long bitmaps,
            Place look)
            implements VirtnbdEvent {}

    /** A dirty bitmap in a disk image; it has the name of its checkpoint. */
    @EventKind("virtnbd.bitmap")
    record Bitmap(Optional<String> image, String checkpoint, State state, Place look) implements VirtnbdEvent {}

    /**
     * A {@code <domain>.cpt}: the checkpoints that virtnbdbackup believes to have.
     *
     * @param set directory of the backup set
     * @param whole false when the file cannot be read as JSON
     */
    @EventKind("virtnbd.checkpoint_names")
    record CheckpointNames(String domain, String set, boolean whole, long count) implements VirtnbdEvent {}

    /** A name in a {@code <domain>.cpt}. */
    @EventKind("virtnbd.listed_checkpoint")
    record ListedCheckpoint(String domain, String set, String checkpoint) implements VirtnbdEvent {}

    /**
     * A saved checkpoint XML file.
     *
     * @param dir its directory
     * @param domain empty when only its name was seen
     * @param whole false when the XML is cut off
     */
    @EventKind("virtnbd.checkpoint_file")
    record CheckpointFile(String dir, String checkpoint, Optional<String> domain, boolean whole)
            implements VirtnbdEvent {}

    /**
     * A disk in a checkpoint XML.
     *
     * @param image path at the time of the checkpoint
     */
    @EventKind("virtnbd.saved_checkpoint")
    record SavedCheckpoint(
            String domain, String dir, String checkpoint, String disk, Optional<String> bitmap, Optional<String> image)
            implements VirtnbdEvent {}

    /** A disk of a domain, by its XML. */
    @EventKind("virtnbd.domain_disk")
    record DomainDisk(String domain, String disk, Optional<String> image, Optional<String> format)
            implements VirtnbdEvent {}

    /**
     * The saved {@code qemu-img info} of a backup: how the image was when it was backed up.
     *
     * @param set directory of the backup set
     */
    @EventKind("virtnbd.saved_image")
    record SavedImage(String set, String disk, Optional<String> image, Optional<String> compat)
            implements VirtnbdEvent {}

    /**
     * A data file of a backup set.
     *
     * @param set directory
     * @param level full, copy, inc or diff, by its name
     * @param checkpoint by its header, else by its name
     * @param partial true while it is written, and for ever after the writer died
     * @param header empty when only the name was seen
     * @param parent checkpoint that it builds on
     * @param incremental by its header; a full made for want of a bitmap is called inc by its name
     */
    @EventKind("virtnbd.data_file")
    record DataFile(
            String set,
            String file,
            String disk,
            String level,
            Optional<String> checkpoint,
            boolean partial,
            Optional<Header> header,
            Optional<String> parent,
            Optional<Boolean> incremental,
            Optional<Size> virtualSize,
            Optional<LocalDateTime> at)
            implements VirtnbdEvent {}

    /** The job that libvirt runs for a domain. */
    @EventKind("virtnbd.domain_job")
    record DomainJob(Optional<String> domain, String operation) implements VirtnbdEvent {}
}
