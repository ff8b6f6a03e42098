package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.client.BlockStatus;
import dev.backupdoctor.nbd.client.Export;
import dev.backupdoctor.nbd.client.NbdUri;
import dev.backupdoctor.nbd.client.PipelinedReader;
import dev.backupdoctor.nbd.server.BlockSource;
import dev.backupdoctor.nbd.tool.QemuNbd;
import dev.backupdoctor.nbd.tool.QemuNbd.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Whether an image, or an export, holds what a source holds, and where it does not.
 *
 * @param sourceSize bytes of the source
 * @param otherSize bytes of the image or export; beyond the shorter of the two, bytes count as zeros
 * @param differences runs of sectors that differ, in order; at most {@link #MOST_DIFFERENCES}
 * @param differingBytes bytes of all sectors that differ
 */
public record Compare(long sourceSize, long otherSize, List<Extent> differences, long differingBytes) {
    /** More runs than these are counted, but not listed. */
    public static final int MOST_DIFFERENCES = 1000;

    private static final int SECTOR_BYTES = 512;

    /** Copies the list. */
    public Compare {
        differences = List.copyOf(differences);
    }

    /** Whether a guest could not tell the two apart. */
    public boolean isSame() {
        return differingBytes == 0 && sourceSize == otherSize;
    }

    /**
     * Compares with an image that nobody writes to.
     *
     * @param format of the image, never guessed
     * @param progress is told how many bytes were compared since it was told last
     */
    public static Compare withImage(BlockSource source, Path image, String format, LongConsumer progress)
            throws IOException {
        try (QemuNbd server = QemuNbd.start(Served.reading(image, format, "compare"))) {
            return withExport(source, server.uri(), progress);
        }
    }

    /**
     * Compares with an export, such as that of a running backup job.
     *
     * @param progress is told how many bytes were compared since it was told last
     */
    public static Compare withExport(BlockSource source, NbdUri uri, LongConsumer progress) throws IOException {
        try (Export export = Export.open(uri, BlockStatus.ALLOCATION)) {
            var run = new Run(source, export, progress);
            return run.compare();
        }
    }

    /** One comparison. */
    private static final class Run implements PipelinedReader.Placement {
        private final BlockSource source;
        private final Export export;
        private final LongConsumer progress;
        private final List<Extent> differing = new ArrayList<>();
        private final ByteBuffer mine = ByteBuffer.allocateDirect(PipelinedReader.CHUNK_BYTES);
        private final ByteBuffer zeros = ByteBuffer.allocateDirect(PipelinedReader.CHUNK_BYTES);
        private long differingBytes;

        Run(BlockSource source, Export export, LongConsumer progress) {
            this.source = source;
            this.export = export;
            this.progress = progress;
        }

        Compare compare() throws IOException {
            long common = Math.min(source.size(), export.size());
            List<Extent> there = BlockStatus.of(export, 0, export.size()).extents(BlockStatus.ALLOCATION).stream()
                    .filter(extent -> extent.state() == State.DATA)
                    .toList();
            List<Extent> here = source.size() == 0
                    ? List.of()
                    : source.extents(0, source.size()).stream()
                            .filter(extent -> extent.state() == State.DATA)
                            .toList();
            // Where neither has data both read as zeros.
            List<Extent> either = union(there, here);
            new PipelinedReader(export).read(upTo(common, either), this);
            for (Extent rest : from(common, either)) {
                if (source.size() > common) {
                    compareWithZeros(rest);
                } else {
                    compareExportWithZeros(rest);
                }
            }
            differing.sort(Comparator.comparingLong(Extent::offset));
            List<Extent> joined = union(differing, List.of());
            return new Compare(
                    source.size(),
                    export.size(),
                    joined.subList(0, Math.min(joined.size(), MOST_DIFFERENCES)),
                    differingBytes);
        }

        @Override
        public void data(PipelinedReader.Chunk chunk) throws IOException {
            ByteBuffer theirs = chunk.bytes();
            ByteBuffer ours = read(chunk.offset(), theirs.remaining());
            note(chunk.offset(), ours, theirs);
            chunk.release();
        }

        @Override
        public void hole(long offset, long length) throws IOException {
            note(offset, read(offset, (int) length), zeros.slice(0, (int) length));
        }

        private void compareWithZeros(Extent extent) throws IOException {
            for (long at = extent.offset(); at < extent.end(); at += mine.capacity()) {
                int length = (int) Math.min(mine.capacity(), extent.end() - at);
                note(at, read(at, length), zeros.slice(0, length));
            }
        }

        private void compareExportWithZeros(Extent extent) throws IOException {
            for (long at = extent.offset(); at < extent.end(); at += mine.capacity()) {
                int length = (int) Math.min(mine.capacity(), extent.end() - at);
                export.read(at, mine.clear().limit(length));
                note(at, mine.flip(), zeros.slice(0, length));
            }
        }

        private ByteBuffer read(long offset, int length) throws IOException {
            mine.clear().limit(length);
            source.read(offset, mine);
            return mine.flip();
        }

        private void note(long offset, ByteBuffer ours, ByteBuffer theirs) {
            int length = ours.remaining();
            progress.accept(length);
            if (ours.equals(theirs)) {
                return;
            }
            for (int at = 0; at < length; at += SECTOR_BYTES) {
                int step = Math.min(SECTOR_BYTES, length - at);
                ByteBuffer here = ours.slice(ours.position() + at, step);
                if (!here.equals(theirs.slice(theirs.position() + at, step))) {
                    differingBytes += step;
                    add(offset + at, step);
                }
            }
        }

        private void add(long offset, int length) {
            int last = differing.size() - 1;
            if (last >= 0 && differing.get(last).end() == offset) {
                Extent before = differing.get(last);
                differing.set(last, new Extent(before.offset(), before.length() + length, State.DATA));
            } else if (differing.size() < 2 * MOST_DIFFERENCES) {
                differing.add(new Extent(offset, length, State.DATA));
            }
        }
    }

    private static List<Extent> union(List<Extent> first, List<Extent> second) {
        List<Extent> all = new ArrayList<>(first);
        all.addAll(second);
        all.sort(Comparator.comparingLong(Extent::offset));
        List<Extent> joined = new ArrayList<>();
        for (Extent next : all) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).end() >= next.offset()) {
                Extent before = joined.get(last);
                long end = Math.max(before.end(), next.end());
                joined.set(last, new Extent(before.offset(), end - before.offset(), State.DATA));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }

    private static List<Extent> upTo(long end, List<Extent> extents) {
        return extents.stream()
                .filter(extent -> extent.offset() < end)
                .map(extent -> new Extent(extent.offset(), Math.min(extent.end(), end) - extent.offset(), State.DATA))
                .toList();
    }

    private static List<Extent> from(long start, List<Extent> extents) {
        return extents.stream()
                .filter(extent -> extent.end() > start)
                .map(extent -> {
                    long first = Math.max(extent.offset(), start);
                    return new Extent(first, extent.end() - first, State.DATA);
                })
                .toList();
    }
}
