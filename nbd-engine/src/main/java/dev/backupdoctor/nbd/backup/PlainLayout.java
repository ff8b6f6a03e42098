package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.stream.Frame;
import dev.backupdoctor.nbd.stream.Frame.Kind;
import dev.backupdoctor.nbd.stream.Meta;
import dev.backupdoctor.nbd.stream.MetaJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Where everything of an uncompressed data file lies: known before the first byte is read, because the heads have one
 * length and payload has that of its frame.
 */
final class PlainLayout {
    private static final byte[] TERM = {'\r', '\n'};

    private final Meta meta;
    private final List<Extent> frames;
    private final long[] starts;
    private final long[] payloads;
    private final int dataFrames;

    PlainLayout(Meta meta, FramePlan plan) {
        this.meta = meta;
        this.frames = plan.frames();
        this.starts = new long[frames.size()];
        this.payloads = new long[frames.size()];
        long at = MetaJson.bytes(meta).length;
        at += Frame.BYTES + TERM.length;
        int data = 0;
        for (Extent frame : frames) {
            at += Frame.BYTES;
            if (frame.state() == State.DATA) {
                starts[data] = frame.offset();
                payloads[data] = at;
                data++;
                at += frame.length() + TERM.length;
            }
        }
        this.dataFrames = data;
    }

    /** Where a byte of the disk lies in the file. */
    long placeOf(long offset) {
        int low = 0;
        int high = dataFrames - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return payloads[low] + offset - starts[low];
    }

    /** Takes what lies between payloads. */
    interface Sink {
        void accept(long at, byte[] bytes) throws IOException;
    }

    /** Gives away everything but payload: heads, JSON and what ends them, as few pieces as there are payloads. */
    void forEachGap(Sink sink) throws IOException {
        var gap = new ByteArrayOutputStream();
        byte[] json = MetaJson.bytes(meta);
        gap.writeBytes(new Frame(Kind.META, 0, json.length).bytes());
        gap.writeBytes(json);
        gap.writeBytes(TERM);
        long at = 0;
        for (Extent frame : frames) {
            if (frame.state() == State.DATA) {
                gap.writeBytes(new Frame(Kind.DATA, frame.offset(), frame.length()).bytes());
                sink.accept(at, gap.toByteArray());
                at += gap.size() + frame.length();
                gap.reset();
                gap.writeBytes(TERM);
            } else {
                gap.writeBytes(new Frame(Kind.ZERO, frame.offset(), frame.length()).bytes());
            }
        }
        gap.writeBytes(Frame.stop().bytes());
        sink.accept(at, gap.toByteArray());
    }
}
