package dev.backupdoctor.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.NbdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several requests in flight: two reads of 4 bytes from offset 8, two writes of 2 bytes from offset 0. */
class PipelineTest {
    private static final String READ_8 = "25609513 0000 0000 0000000000000001 0000000000000008 00000004";
    private static final String READ_12 = "25609513 0000 0000 0000000000000002 000000000000000c 00000004";
    private static final String ANSWER_8 = "668e33ef 0001 0001 0000000000000001 0000000c 0000000000000008 01020304";
    private static final String HOLE_12 = "668e33ef 0001 0002 0000000000000002 0000000c 000000000000000c 00000004";
    private static final String WRITE_0 = "25609513 0000 0001 0000000000000001 0000000000000000 00000002 0102";
    private static final String WRITE_2 = "25609513 0000 0001 0000000000000002 0000000000000002 00000002 0304";
    private static final String FLUSH = "25609513 0000 0003 0000000000000003 0000000000000000 00000000";
    private static final String OK_1 = "67446698 00000000 0000000000000001";
    private static final String OK_2 = "67446698 00000000 0000000000000002";
    private static final String OK_3 = "67446698 00000000 0000000000000003";
    private static final List<Extent> EIGHT_BYTES = List.of(new Extent(8, 8, State.DATA));

    /** Flags 0x006d of an export that can be written to: flush, FUA, trim, zeroes. */
    private static final String WRITABLE = "0003e889045565a9 00000007 00000003 0000000c 0000 0000000000100000 006d";

    @TempDir
    private Path directory;

    @Test
    void givesAnswersToTheirPlacesInTheOrderTheyCome() throws Exception {
        try (FakePeer peer = reading().sends(HOLE_12 + ANSWER_8).play();
                Export export = Export.open(peer.uri())) {
            var heard = new Heard();

            new PipelinedReader(export, 4, 2, 0).read(EIGHT_BYTES, heard);

            assertThat(heard.lines).containsExactly("hole 12+4", "data 8 01020304");
        }
    }

    @Test
    void sendsNoMoreThanMayBeInFlight() throws Exception {
        try (FakePeer peer = FakePeer.withStructuredReplies(directory)
                        .expects(READ_8)
                        .sends(ANSWER_8)
                        .expects(READ_12)
                        .sends(HOLE_12)
                        .play();
                Export export = Export.open(peer.uri())) {
            var heard = new Heard();

            new PipelinedReader(export, 4, 1, 0).read(EIGHT_BYTES, heard);

            assertThat(heard.lines).containsExactly("data 8 01020304", "hole 12+4");
        }
    }

    @Test
    void waitsForABufferThatThePlaceKeeps() throws Exception {
        try (FakePeer peer = FakePeer.withStructuredReplies(directory)
                        .expects(READ_8)
                        .sends(ANSWER_8)
                        .expects(READ_12)
                        .sends(HOLE_12)
                        .play();
                Export export = Export.open(peer.uri())) {
            var kept = new ArrayList<Thread>();
            var heard = new Heard() {
                @Override
                public void data(PipelinedReader.Chunk chunk) {
                    var later = new Thread(chunk::release);
                    kept.add(later);
                    later.start();
                }
            };

            new PipelinedReader(export, 4, 1, 0).read(EIGHT_BYTES, heard);

            assertThat(kept).hasSize(1);
            assertThat(heard.lines).containsExactly("hole 12+4");
        }
    }

    @Test
    void endsTheWaitForABufferWhenTheExportIsAborted() throws Exception {
        try (FakePeer peer = FakePeer.withStructuredReplies(directory)
                        .expects(READ_8)
                        .sends(ANSWER_8)
                        .play();
                Export export = Export.open(peer.uri())) {
            var heard = new Heard() {
                @Override
                public void data(PipelinedReader.Chunk chunk) {
                    // A compressor that died gives nothing back, and says so by an abort.
                    export.abort();
                }
            };

            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> new PipelinedReader(export, 4, 1, 0).read(EIGHT_BYTES, heard))
                    .withMessageContaining("was aborted");
        }
    }

    @Test
    void failsWithTheReadThatFailed() throws Exception {
        try (FakePeer peer = reading()
                        .sends("668e33ef 0001 8001 0000000000000002 00000006 00000005 0000")
                        .play();
                Export export = Export.open(peer.uri())) {
            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> new PipelinedReader(export, 4, 2, 0).read(EIGHT_BYTES, new Heard()))
                    .withMessageContaining("read of 4 bytes at offset 12 failed")
                    .withMessageContaining("EIO");
            assertThatExceptionOfType(NbdException.class)
                    .as("answers to the rest are still on their way")
                    .isThrownBy(() -> export.read(0, ByteBuffer.allocate(1)));
        }
    }

    @Test
    void endsWithThePlaceThatFailed() throws Exception {
        try (FakePeer peer = reading().sends(ANSWER_8 + HOLE_12).play();
                Export export = Export.open(peer.uri())) {
            var full = new Heard() {
                @Override
                public void data(PipelinedReader.Chunk chunk) throws IOException {
                    throw new IOException("No space left on device");
                }
            };

            assertThatIOException()
                    .isThrownBy(() -> new PipelinedReader(export, 4, 2, 0).read(EIGHT_BYTES, full))
                    .withMessage("No space left on device");
            assertThatExceptionOfType(NbdException.class).isThrownBy(() -> export.read(0, ByteBuffer.allocate(1)));
        }
    }

    @Test
    void writesAheadOfTheAnswers() throws Exception {
        try (FakePeer peer = writing()
                        .expects(WRITE_0 + WRITE_2)
                        .sends(OK_2 + OK_1)
                        .expects(FLUSH)
                        .sends(OK_3)
                        .play();
                Export export = Export.open(peer.uri())) {
            List<String> answered = new ArrayList<>();
            var writer = new PipelinedWriter(export, 2);

            writer.write(0, ByteBuffer.wrap(new byte[] {1, 2}), () -> answered.add("first"));
            writer.write(2, ByteBuffer.wrap(new byte[] {3, 4}), () -> answered.add("second"));
            writer.finish();

            assertThat(answered).containsExactly("second", "first");
        }
    }

    @Test
    void reportsAWriteThatFailedLater() throws Exception {
        try (FakePeer peer = writing()
                        .expects(WRITE_0 + WRITE_2)
                        .sends("67446698 0000001c 0000000000000001")
                        .play();
                Export export = Export.open(peer.uri())) {
            var writer = new PipelinedWriter(export, 2);
            writer.write(0, ByteBuffer.wrap(new byte[] {1, 2}), () -> {});
            writer.write(2, ByteBuffer.wrap(new byte[] {3, 4}), () -> {});

            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(writer::finish)
                    .withMessageContaining("write of 2 bytes at offset 0 failed")
                    .withMessageContaining("ENOSPC");
        }
    }

    @Test
    void asksForZerosAndTrimsWithoutSendingThem() throws Exception {
        try (FakePeer peer = writing()
                        .expects("25609513 0000 0006 0000000000000001 0000000000000000 40000000")
                        .expects("25609513 0000 0006 0000000000000002 0000000040000000 00000001")
                        .sends(OK_1 + OK_2)
                        .expects("25609513 0000 0004 0000000000000003 0000000000000000 00001000")
                        .sends(OK_3)
                        .expects("25609513 0000 0003 0000000000000004 0000000000000000 00000000")
                        .sends("67446698 00000000 0000000000000004")
                        .play();
                Export export = Export.open(peer.uri())) {
            var writer = new PipelinedWriter(export, 2);

            writer.zeroes(0, (1L << 30) + 1);
            writer.trim(0, 4096);
            writer.finish();

            assertThat(export.flags().canTrim()).isTrue();
        }
    }

    private FakePeer reading() throws IOException {
        return FakePeer.withStructuredReplies(directory).expects(READ_8 + READ_12);
    }

    private FakePeer writing() throws IOException {
        return FakePeer.in(directory)
                .sends(FakePeer.HELLO)
                .expects(FakePeer.CLIENT_FLAGS)
                .expects(FakePeer.ASK_STRUCTURED)
                .sends(FakePeer.ACK_STRUCTURED)
                .expects(FakePeer.GO_VDA)
                .sends(WRITABLE + FakePeer.ACK_GO);
    }

    private static class Heard implements PipelinedReader.Placement {
        final List<String> lines = new ArrayList<>();

        @Override
        public void data(PipelinedReader.Chunk chunk) throws IOException {
            byte[] bytes = new byte[chunk.bytes().remaining()];
            chunk.bytes().get(bytes);
            lines.add("data " + chunk.offset() + " " + HexFormat.of().formatHex(bytes));
            chunk.release();
        }

        @Override
        public void hole(long offset, long length) {
            lines.add("hole " + offset + "+" + length);
        }
    }
}
