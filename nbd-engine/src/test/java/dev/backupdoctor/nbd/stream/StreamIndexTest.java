package dev.backupdoctor.nbd.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.nbd.stream.StreamException.Fault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamIndexTest {
    private static final long SIZE = 16 << 20;
    private static final byte[] BLOCK = new byte[65_536];

    @TempDir
    private Path directory;

    @Test
    void saysWhereThePayloadIs() throws IOException {
        StreamIndex index = read(full().bytes());

        // meta: 40 + JSON + CR LF; zero: 40; data: 40, payload, CR LF.
        int afterMeta = 40 + MetaJson.bytes(index.meta()).length + 2;
        assertThat(index.frames()).isEqualTo(5);
        assertThat(index.dataFrames()).isEqualTo(2);
        assertThat(index.isZero(0)).isTrue();
        assertThat(index.start(1)).isEqualTo(1 << 20);
        assertThat(index.end(1)).isEqualTo((1 << 20) + 65_536);
        assertThat(index.payloadAt(1)).isEqualTo(afterMeta + 40 + 40);
        assertThat(index.payloadAt(3)).isEqualTo(afterMeta + 40 + 40 + 65_536 + 2 + 40 + 40);
        assertThat(index.payloadBytes(3)).isEqualTo(65_536);
    }

    @Test
    void readsAnIncrementInWhichNothingChanged() throws IOException {
        StreamIndex index = read(inc().bytes());

        assertThat(index.frames()).isZero();
        assertThat(index.meta().parentCheckpoint()).contains("virtnbdbackup.0");
    }

    @Test
    void findsCompressedPayloadByTheListAtTheEnd() throws IOException {
        byte[] big = new byte[300_000];

        StreamIndex index = read(
                inc().compressed().row(0, big, 131_072).data(1 << 20, BLOCK).bytes());

        assertThat(index.pieces(0)).isEqualTo(3);
        assertThat(index.payloadBytes(0))
                .isEqualTo(index.pieceBytes(0, 0) + index.pieceBytes(0, 1) + index.pieceBytes(0, 2));
        assertThat(index.payloadAt(1)).isEqualTo(index.payloadAt(0) + index.payloadBytes(0) + 2 + 40);
        assertThat(index.pieceBytes(1, 0)).isEqualTo(TestStream.lz4(BLOCK).length);
    }

    @Test
    void readsACompressedIncrementInWhichNothingChanged() throws IOException {
        assertThat(read(inc().compressed().bytes()).frames()).isZero();
    }

    @Test
    void seesEveryCut() throws IOException {
        byte[] plain = inc().data(0, new byte[512]).zero(4096, 4096).bytes();
        byte[] lz4 = inc().compressed().data(0, new byte[512]).zero(4096, 4096).bytes();
        for (byte[] whole : new byte[][] {plain, lz4}) {
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);

                assertThatExceptionOfType(StreamException.class)
                        .as("cut to %d of %d bytes", length, whole.length)
                        .isThrownBy(() -> read(cut));
            }
        }
    }

    @Test
    void tellsAMissingStopFrameFromACutFrame() {
        byte[] whole = full().bytes();

        assertFault(Arrays.copyOf(whole, whole.length - 40), Fault.NO_STOP, whole.length - 40);
        assertFault(Arrays.copyOf(whole, whole.length - 39), Fault.CUT, whole.length - 40);
        assertFault(new byte[0], Fault.CUT, 0);
    }

    @Test
    void seesAFrameThatWasRemovedFromAFull() {
        byte[] withoutZero = TestStream.full("vda", SIZE)
                .zero(0, 1 << 20)
                .data((1 << 20) + 512, BLOCK)
                .bytes();

        assertThat(fault(withoutZero).getMessage()).contains("no frame of the full is about bytes 1048576 to 1049088");
    }

    @Test
    void seesThatTheEndOfAFullIsMissing() {
        byte[] file = TestStream.full("vda", SIZE).data(0, BLOCK).bytes();

        assertThat(fault(file).fault()).isEqualTo(Fault.BAD_PLACE);
    }

    @Test
    void seesADataFrameThatWasRemoved() {
        String file =
                text(inc().data(0, new byte[512]).data(4096, new byte[1024]).bytes());
        int first = file.indexOf("data 0");
        int second = file.indexOf("data 0", first + 4);

        StreamException fault = fault(bytes(file.substring(0, first) + file.substring(second)));

        assertThat(fault.fault()).isEqualTo(Fault.WRONG_SUM);
        assertThat(fault).hasMessage("the data frames hold 1024 bytes, the meta frame says 1536");
    }

    @Test
    void leavesTheGapsOfVersionOneAlone() throws IOException {
        String json = "{\"virtualSize\": 4096, \"dataSize\": 512, \"diskName\": \"sda\", \"streamVersion\": 1,"
                + " \"checkpointName\": \"virtnbdbackup.0\", \"parentCheckpoint\": false, \"incremental\": false}";
        String file = text(TestStream.head("meta", 0, json.length())) + json + "\r\n"
                + text(TestStream.head("data", 1024, 512)) + "x".repeat(512) + "\r\n"
                + text(TestStream.head("stop", 0, 0));

        assertThat(read(bytes(file)).frames()).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what stands in the file | what it is replaced by | what is wrong then
                "data 0000000000100000 | data 0000000000000000 | BAD_PLACE",
                "data 0000000000100000 | zata 0000000000100000 | BAD_FRAME",
                "data 0000000000100000 | comp 0000000000100000 | BAD_FRAME",
                "data 0000000000100000 | zero 0000000000100000 | BAD_FRAME",
                "data 0000000000100000 0000000000010000 | data 0000000000100000 0000000000010001 | BAD_FRAME",
                "data 0000000000100000 0000000000010000 | data 0000000000100000 0000000000000000 | BAD_PLACE",
                "data 0000000000100000 0000000000010000 | data 0000000000100000 7000000000000000 | BAD_PLACE",
                "stop 0000000000000000 | stop 0000000000000001 | BAD_FRAME",
                "\"virtualSize\": 16777216 | \"virtualSize\": 16777217 | BAD_PLACE",
                "\"virtualSize\": 16777216 | \"virtualSize\": 6777216 | BAD_FRAME",
                "\"dataSize\": 131072 | \"dataSize\": 131073 | WRONG_SUM",
                "meta 0000000000000000 | meta 0000000000000001 | BAD_META",
                "meta 0000000000000000 | zero 0000000000000000 | BAD_META"
            })
    void seesContradictions(String was, String is, Fault fault) {
        String file = text(full().bytes());
        assertThat(file).contains(was);

        assertThat(fault(bytes(file.replaceFirst(was, is))).fault()).isEqualTo(fault);
    }

    @Test
    void seesBytesAfterTheEnd() {
        byte[] whole = full().bytes();

        assertFault(Arrays.copyOf(whole, whole.length + 3), Fault.TRAILING_BYTES, whole.length);
    }

    @Test
    void seesAListOfSizesThatDoesNotFit() {
        byte[] two = inc().compressed().data(0, BLOCK).data(1 << 20, BLOCK).bytes();
        int size = TestStream.lz4(BLOCK).length;
        String both = "[%d, %d]".formatted(size, size);
        String one = "[%d]%s"
                .formatted(
                        size, " ".repeat(both.length() - Integer.toString(size).length() - 2));

        assertThat(fault(bytes(text(two).replace(both, one))).fault()).isEqualTo(Fault.BAD_TRAILER);
    }

    private TestStream full() {
        return TestStream.full("vda", SIZE)
                .zero(0, 1 << 20)
                .data(1 << 20, BLOCK)
                .zero(0x110000, 0xf0000)
                .data(2 << 20, BLOCK)
                .zero(0x210000, 0xdf0000);
    }

    private static TestStream inc() {
        return TestStream.inc("vda", "virtnbdbackup.1", "virtnbdbackup.0", SIZE);
    }

    private void assertFault(byte[] file, Fault fault, long offset) {
        StreamException e = fault(file);
        assertThat(e.fault()).as(e.getMessage()).isEqualTo(fault);
        assertThat(e.offset()).isEqualTo(offset);
    }

    private StreamException fault(byte[] file) {
        try {
            read(file);
            throw new AssertionError("the file was taken for whole");
        } catch (StreamException e) {
            return e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private StreamIndex read(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("vda.full.data"), bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            return StreamIndex.read(channel);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
