package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.set.ChainSource.DataVisitor;
import dev.backupdoctor.nbd.stream.StreamIndex;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What later files have left of one frame of a compressed file. */
final class VisibleParts {
    private final SegmentMap segments;
    private final int file;
    private final int frame;
    private final long frameEnd;
    private int segment;
    /** Where the content that comes next belongs, as the disk counts. */
    private long at;

    /** @param first the first segment that the frame has left */
    VisibleParts(OpenFile opened, SegmentMap segments, int first) {
        this.segments = segments;
        this.segment = first;
        this.file = segments.file(first);
        this.frame = segments.frame(first);
        StreamIndex index = opened.index().orElseThrow();
        this.at = index.start(frame);
        this.frameEnd = at + index.length(frame);
    }

    /** Decodes the frame and shows what is left of it. */
    void show(CompressedPayload payload, DataVisitor visitor) throws IOException {
        try {
            payload.decode(frame, (bytes, from, length) -> {
                try {
                    show(bytes, from, length, visitor);
                } catch (IOException e) {
                    // Whoever takes the data failed, not the file: it must not be blamed for it.
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void show(byte[] bytes, int from, int length, DataVisitor visitor) throws IOException {
        long end = at + length;
        while (segment < segments.count() && segments.start(segment) < Math.min(end, frameEnd)) {
            if (isOfFrame()) {
                long start = Math.max(at, segments.start(segment));
                long until = Math.min(end, segments.end(segment));
                if (start < until) {
                    visitor.decoded(start, bytes, from + (int) (start - at), (int) (until - start));
                }
            }
            if (segments.end(segment) > end) {
                break;
            }
            segment++;
        }
        at = end;
    }

    private boolean isOfFrame() {
        return segments.file(segment) == file && segments.frame(segment) == frame;
    }
}
