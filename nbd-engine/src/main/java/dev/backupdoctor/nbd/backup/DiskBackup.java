package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.client.Export;
import dev.backupdoctor.nbd.client.PipelinedReader;
import dev.backupdoctor.nbd.set.DataFileName;
import dev.backupdoctor.nbd.stream.FrameWriter;
import dev.backupdoctor.nbd.stream.Lz4Frames;
import dev.backupdoctor.nbd.stream.Meta;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** Saves one disk from an export into one data file. One thread at a time uses it; end it by aborting the export. */
public final class DiskBackup {
    /** Chunks of one connection that may wait for those before them, besides those in flight. */
    private static final int KEPT = 8;

    /** More than two would only wait for the server, which works with one thread. */
    private static final int PLAIN_CONNECTIONS = 2;

    private static final int MOST_COMPRESSORS = 4;

    /** What one of several connections reads at a time: long runs for the disk, short ones for an even end. */
    private static final long SHARE_BYTES = 8L << 20;

    private final Export export;
    private final FramePlan plan;
    private final Meta meta;
    private final LongConsumer progress;

    /**
     * A backup of a disk.
     *
     * @param meta what the file is to say about itself; its sizes are filled in
     * @param progress is told how many bytes of the disk were saved since it was told last, by several threads
     */
    public DiskBackup(Export export, FramePlan plan, Meta meta, LongConsumer progress) {
        this.export = export;
        this.plan = plan;
        this.meta = new Meta(
                plan.virtualSize(),
                plan.dataSize(),
                meta.date(),
                meta.diskName(),
                meta.diskFormat(),
                meta.checkpointName(),
                meta.compressionLevel(),
                meta.parentCheckpoint(),
                meta.incremental(),
                Meta.STREAM_VERSION);
        this.progress = progress;
    }

    /**
     * Writes the data file and its sum. Until they are whole and on the disk they have other names; what a failure
     * leaves behind keeps its other name.
     *
     * @throws IOException when reading or writing fails, or there is a file of that name or one that is half written
     */
    public SavedFile saveTo(Path directory, DataFileName name) throws IOException {
        try (var target = PartialFile.create(directory, name.fileName())) {
            SavedFile saved = save(target);
            target.complete(saved.sum());
            return saved;
        }
    }

    /** Writes a raw image instead, which has no heads and no sum. */
    public SavedFile saveRawTo(Path directory, DataFileName name) throws IOException {
        try (var target = PartialFile.create(directory, name.fileName())) {
            SavedFile saved = saveRaw(target);
            target.complete(saved.sum());
            return saved;
        }
    }

    /** Writes all of the data file; it keeps its other name until the caller completes it. */
    SavedFile save(PartialFile target) throws IOException {
        long sum = meta.isCompressed() ? writeInOrder(target.channel()) : writePlain(target.channel());
        long bytes = target.channel().size();
        target.finish();
        return new SavedFile(target.path(), meta, bytes, plan.frames().size(), OptionalLong.of(sum));
    }

    /** Writes all of a raw image; it keeps its other name until the caller completes it. */
    SavedFile saveRaw(PartialFile target) throws IOException {
        var placement = new RawPlacement(target.channel(), plan.virtualSize(), progress);
        new SharedReading(export, placement).run(plan.readsCutAt(SHARE_BYTES), PLAIN_CONNECTIONS, 0);
        long bytes = target.channel().size();
        target.finish();
        return new SavedFile(target.path(), meta, bytes, 0, OptionalLong.empty());
    }

    /**
     * Writes the data file to something that takes bytes one after the other, as a pipe or an archive does.
     *
     * @return its Adler-32
     */
    public long saveTo(WritableByteChannel channel) throws IOException {
        return writeInOrder(channel);
    }

    private long writePlain(FileChannel file) throws IOException {
        var placement = new PlainPlacement(file, new PlainLayout(meta, plan), progress);
        new SharedReading(export, placement).run(plan.readsCutAt(SHARE_BYTES), PLAIN_CONNECTIONS, 0);
        return placement.sum();
    }

    private long writeInOrder(WritableByteChannel channel) throws IOException {
        Optional<Lz4Frames> lz4 = meta.isCompressed()
                ? Optional.of(new Lz4Frames(meta.compressionLevel().getAsInt()))
                : Optional.empty();
        var writer = new FrameWriter(channel, meta, plan.frames());
        var placement = new OrderedPlacement(writer, lz4, progress);
        new SharedReading(export, placement)
                .run(plan.readsCutAt(PipelinedReader.CHUNK_BYTES), lz4.isPresent() ? MOST_COMPRESSORS : 1, KEPT);
        writer.finish();
        return writer.sum();
    }
}
