package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.client.BlockStatus;
import dev.backupdoctor.nbd.client.Export;
import dev.backupdoctor.nbd.set.DataFileName;
import dev.backupdoctor.nbd.stream.Meta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.OptionalInt;

/** Saves one disk of a held moment into a file that is not yet part of the set. */
final class DiskSaver {
    private static final String STEP = "backupDisk";
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

    /** Saves a disk; its file is whole and durable when this returns. */
    SavedFile save(DiskSelection.Chosen disk) throws IOException {
        DataFileName name = point.dataFile(disk);
        boolean incremental = point.isIncremental();
        String bitmap = incremental ? BlockStatus.dirtyBitmap(moment.bitmap(disk)) : "";
        String[] contexts =
                incremental ? new String[] {BlockStatus.ALLOCATION, bitmap} : new String[] {BlockStatus.ALLOCATION};
        try (Export export = Export.open(moment.uri(disk), contexts)) {
            log.info(STEP, "Connection to NBD backend succeeded.");
            DiskPlan plan = plan(BlockStatus.of(export), bitmap);
            report(plan, export.size(), incremental);
            Path partial = target.resolve(name.fileName() + DataFileName.PARTIAL);
            log.info(STEP, "Write data to target file: [" + partial + "].");
            boolean raw = disk.raw() || (saving.rawImages() && !point.level().isIncremental());
            var file = new SavedFile(partial, target.resolve(name.fileName()), disk.target());
            if (raw) {
                log.info(STEP, "Creating full provisioned raw backup image");
                file.saveRaw(export, plan, log);
            } else {
                log.info(STEP, "Creating thin provisioned stream backup image");
                file.saveStream(export, plan, meta(disk, export.size(), plan), log);
            }
            return file;
        }
    }

    private DiskPlan plan(BlockStatus status, String bitmap) {
        if (point.isIncremental()) {
            return DiskPlan.changes(status.extents(bitmap), status.extents(BlockStatus.ALLOCATION));
        }
        return point.isWholeOver()
                ? DiskPlan.wholeOver(status.extents(BlockStatus.ALLOCATION))
                : DiskPlan.whole(status.extents(BlockStatus.ALLOCATION));
    }

    private void report(DiskPlan plan, long size, boolean incremental) {
        log.info(STEP, "Got " + plan.pieces() + " extents to backup.");
        log.info(STEP, size + " bytes [" + readable(size) + "] disk size");
        long data = incremental ? plan.readBytes() : plan.dataBytes();
        log.info(STEP, data + " bytes [" + readable(data) + "] of data extents to backup");
        if (incremental) {
            log.info(
                    STEP,
                    "Detected " + data + " bytes [" + readable(data) + "] non-sparse blocks for current bitmap.");
        }
        if (plan.zeroBytes() > 0) {
            long zeros = plan.zeroBytes();
            log.info(STEP, zeros + " bytes [" + readable(zeros) + "] became zero and are saved as zeros");
        }
    }

    private Meta meta(DiskSelection.Chosen disk, long size, DiskPlan plan) {
        return new Meta(
                size,
                plan.dataBytes(),
                LocalDateTime.now().withNano(LocalDateTime.now().getNano() / 1000 * 1000).toString(),
                disk.target(),
                disk.format(),
                point.checkpoint(),
                saving.compressionLevel().isPresent() ? saving.compressionLevel() : OptionalInt.empty(),
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
