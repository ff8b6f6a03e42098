package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.BlockStatus;
import dev.backupdoctor.nbd.client.Export;
import dev.backupdoctor.nbd.stream.Meta;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Saves one disk of a held moment into a file that is not yet part of the set. */
final class DiskSaver {
    private static final String STEP = "backupDisk";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private final Moment moment;
    private final Point point;
    private final BackupRequest.Saving saving;
    private final Target target;
    private final BackupLog log;

    DiskSaver(Moment moment, Point point, BackupRequest.Saving saving, Target target, BackupLog log) {
        this.moment = moment;
        this.point = point;
        this.saving = saving;
        this.target = target;
        this.log = log;
    }

    /** The name of the file that a disk is saved into. */
    String fileName(DiskSelection.Chosen disk) {
        return point.dataFile(disk).fileName();
    }

    /** Begins the file that a disk will be saved into. */
    PartialFile begin(DiskSelection.Chosen disk) throws IOException {
        String name = fileName(disk);
        if (point.level() == Level.INC && point.madeCheckpoint() && target.remove(name)) {
            log.info(STEP, "Removed [" + name + "], which an earlier run left unrecorded.");
        }
        return PartialFile.create(target.directory(), name);
    }

    private interface Save<T> {
        T into(DiskBackup backup) throws IOException;
    }

    /** Saves a disk; all of its file is on the disk when this returns. */
    SavedFile save(DiskSelection.Chosen disk, PartialFile file) throws IOException {
        return read(disk, file.partial().toString(), backup -> {
            if (disk.raw() || (saving.rawImages() && !point.level().isIncremental())) {
                log.info(STEP, "Creating full provisioned raw backup image");
                return backup.saveRaw(file);
            }
            log.info(STEP, "Creating thin provisioned stream backup image");
            return backup.save(file);
        });
    }

    /** Saves a disk to something that is written in order, and returns its sum. */
    long save(DiskSelection.Chosen disk, WritableByteChannel channel) throws IOException {
        return read(disk, fileName(disk) + " of the archive", backup -> {
            log.info(STEP, "Creating thin provisioned stream backup image");
            return backup.saveTo(channel);
        });
    }

    private <T> T read(DiskSelection.Chosen disk, String file, Save<T> save) throws IOException {
        List<String> contexts = new ArrayList<>(List.of(BlockStatus.ALLOCATION));
        if (point.isIncremental()) {
            contexts.add(BlockStatus.dirtyBitmap(moment.bitmap(disk)));
        }
        try (Export export = Export.open(moment.uri(disk), contexts.toArray(String[]::new))) {
            log.info(STEP, "Connection to NBD backend succeeded.");
            FramePlan plan = plan(export, contexts);
            log.info(STEP, "Write data to target file: [" + file + "].");
            var done = new AtomicLong();
            long total = plan.dataSize();
            return save.into(new DiskBackup(
                    export, plan, meta(disk), bytes -> log.progress(disk.target(), done.addAndGet(bytes), total)));
        } catch (NbdException | FileSystemException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // The system says what is wrong, such as that no space is left, but not where.
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private FramePlan plan(Export export, List<String> contexts) throws IOException {
        BlockStatus status = BlockStatus.of(export);
        List<Extent> allocation = status.extents(BlockStatus.ALLOCATION);
        long size = export.size();
        if (point.isIncremental()) {
            List<Extent> dirty = status.extents(contexts.get(1));
            report(ExtentCount.changes(dirty, allocation), size);
            return FramePlan.increment(size, dirty, allocation);
        }
        report(ExtentCount.whole(allocation), size);
        // Over older data holes count: the whole disk is written as if all of it had changed.
        return point.isWholeOver()
                ? FramePlan.increment(size, List.of(new Extent(0, size, Extent.State.DIRTY)), allocation)
                : FramePlan.full(size, allocation);
    }

    private void report(ExtentCount count, long size) {
        String data = count.dataBytes() + " bytes [" + readable(count.dataBytes()) + "]";
        log.info(STEP, "Got " + count.pieces() + " extents to backup.");
        log.info(STEP, size + " bytes [" + readable(size) + "] disk size");
        log.info(STEP, data + " of data extents to backup");
        if (point.isIncremental()) {
            log.info(STEP, "Detected " + data + " non-sparse blocks for current bitmap.");
        }
        if (count.becameHole() > 0) {
            log.info(
                    STEP,
                    count.becameHole() + " bytes [" + readable(count.becameHole())
                            + "] became zero and are saved as zeros");
        }
    }

    /** Sizes are filled in by the backup of the disk. */
    private Meta meta(DiskSelection.Chosen disk) {
        return new Meta(
                0,
                0,
                DATE.format(LocalDateTime.now(ZoneId.systemDefault())),
                disk.target(),
                disk.format(),
                point.checkpoint(),
                saving.compressionLevel(),
                point.parent(),
                point.isIncremental(),
                Meta.STREAM_VERSION);
    }

    /** As {@code 64.0KiB}. */
    static String readable(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f%s", value, UNITS[unit]);
    }
}
