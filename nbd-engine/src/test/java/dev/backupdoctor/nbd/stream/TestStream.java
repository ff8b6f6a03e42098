package dev.backupdoctor.nbd.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.Adler32;

/** Writes data files for tests, from the format alone: nothing of it is what is being tested but LZ4. */
public final class TestStream {
    private final Meta meta;
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    private final List<String> sizes = new ArrayList<>();
    private long dataSize;

    private TestStream(Meta meta) {
        this.meta = meta;
    }

    public static TestStream full(String disk, long size) {
        return of(disk, "virtnbdbackup.0", Optional.empty(), size);
    }

    public static TestStream inc(String disk, String checkpoint, String parent, long size) {
        return of(disk, checkpoint, Optional.of(parent), size);
    }

    public static TestStream of(String disk, String checkpoint, Optional<String> parent, long size) {
        // The minute follows from the checkpoint, so that dates are in order without being said.
        String minute = checkpoint.substring(checkpoint.length() - 1);
        return new TestStream(new Meta(
                size,
                0,
                "2026-11-20T08:4" + minute + ":43.861513",
                disk,
                "qcow2",
                checkpoint,
                OptionalInt.empty(),
                parent,
                parent.isPresent(),
                2));
    }

    public TestStream compressed() {
        return with(OptionalInt.of(2), meta.date());
    }

    public TestStream dated(String date) {
        return with(meta.compressionLevel(), date);
    }

    private TestStream with(OptionalInt level, String date) {
        return new TestStream(new Meta(
                meta.virtualSize(),
                0,
                date,
                meta.diskName(),
                meta.diskFormat(),
                meta.checkpointName(),
                level,
                meta.parentCheckpoint(),
                meta.incremental(),
                2));
    }

    public TestStream zero(long start, long length) {
        frames.writeBytes(head("zero", start, length));
        return this;
    }

    public TestStream data(long start, byte[] content) {
        byte[] payload = meta.isCompressed() ? lz4(content) : content;
        sizes.add(Integer.toString(payload.length));
        return payload(start, content.length, payload);
    }

    /** A data frame as a row of LZ4 frames of so much content each. */
    public TestStream row(long start, byte[] content, int pieceBytes) {
        var payload = new ByteArrayOutputStream();
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < content.length; at += pieceBytes) {
            byte[] piece = lz4(java.util.Arrays.copyOfRange(content, at, Math.min(at + pieceBytes, content.length)));
            pieces.add(Integer.toString(piece.length));
            payload.writeBytes(piece);
        }
        sizes.add("{\"%d\": [%s]}".formatted(payload.size(), String.join(", ", pieces)));
        return payload(start, content.length, payload.toByteArray());
    }

    private TestStream payload(long start, long length, byte[] payload) {
        frames.writeBytes(head("data", start, length));
        frames.writeBytes(payload);
        frames.writeBytes(ascii("\r\n"));
        dataSize += length;
        return this;
    }

    /** The whole file. */
    public byte[] bytes() {
        byte[] json = json();
        var file = new ByteArrayOutputStream();
        file.writeBytes(head("meta", 0, json.length));
        file.writeBytes(json);
        file.writeBytes(ascii("\r\n"));
        file.writeBytes(frames.toByteArray());
        file.writeBytes(head("stop", 0, 0));
        if (meta.isCompressed()) {
            byte[] list = ascii("[" + String.join(", ", sizes) + "]");
            file.writeBytes(list);
            file.writeBytes(ascii("\r\n"));
            file.writeBytes(head("comp", 0, list.length));
        }
        return file.toByteArray();
    }

    private byte[] json() {
        return ascii("""
                {
                    "virtualSize": %d,
                    "dataSize": %d,
                    "date": "%s",
                    "diskName": "%s",
                    "diskFormat": "%s",
                    "checkpointName": "%s",
                    "compressed": %s,
                    "compressionMethod": "lz4",
                    "parentCheckpoint": "%s",
                    "incremental": %s,
                    "streamVersion": 2
                }""".formatted(
                        meta.virtualSize(),
                        dataSize,
                        meta.date(),
                        meta.diskName(),
                        meta.diskFormat(),
                        meta.checkpointName(),
                        meta.isCompressed() ? "2" : "false",
                        meta.parentCheckpoint().orElse(""),
                        meta.incremental()));
    }

    /** A head as the format has it. */
    public static byte[] head(String kind, long start, long length) {
        return ascii("%s %016x %016x\r\n".formatted(kind, start, length));
    }

    /** One LZ4 frame. */
    public static byte[] lz4(byte[] content) {
        var frames = new Lz4Frames(2);
        ByteBuffer blocks = ByteBuffer.allocate(frames.mostBytes(content.length));
        frames.blocks(ByteBuffer.wrap(content), blocks);
        var frame = new ByteArrayOutputStream();
        frame.writeBytes(Lz4Frames.head(content.length));
        frame.write(blocks.array(), 0, blocks.limit());
        frame.writeBytes(Lz4Frames.tail());
        return frame.toByteArray();
    }

    /** The sum that lies beside a data file. */
    public static String sum(byte[] file) {
        var sum = new Adler32();
        sum.update(file);
        return Long.toString(sum.getValue());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
