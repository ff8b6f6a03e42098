package dev.backupdoctor.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.nbd.NbdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server can do wrong, or report, in answer to a read of 8 bytes at offset 16, one test each. */
class TransmissionErrorsTest {
    private static final String READ_8_AT_16 = "25609513 0000 0000 0000000000000001 0000000000000010 00000008";
    private static final String WRITE_4_AT_0 = "25609513 0000 0001 0000000000000001 0000000000000000 00000004 01020304";
    private static final String COOKIE = "0000000000000001";

    @TempDir
    private Path directory;

    @Test
    void readsASimpleReply() throws Exception {
        try (FakePeer peer = simple().sends("67446698 00000000" + COOKIE + "0102030405060708")) {
            assertThat(read(peer)).isEqualTo("0102030405060708");
        }
    }

    @Test
    void readsAChunk() throws Exception {
        try (FakePeer peer = chunk("0001 0001", "00000010 0000000000000010 0102030405060708")) {
            assertThat(read(peer)).isEqualTo("0102030405060708");
        }
    }

    @Test
    void readsAHoleAsZeros() throws Exception {
        try (FakePeer peer = chunk("0001 0002", "0000000c 0000000000000010 00000008")) {
            assertThat(read(peer)).isEqualTo("0000000000000000");
        }
    }

    @Test
    void putsPiecesTogetherInAnyOrder() throws Exception {
        try (FakePeer peer = structured()
                .sends("668e33ef 0000 0001" + COOKIE + "0000000a 0000000000000016 0708")
                .sends("668e33ef 0000 0002" + COOKIE + "0000000c 0000000000000012 00000004")
                .sends("668e33ef 0000 0001" + COOKIE + "0000000a 0000000000000010 0102")
                .sends("668e33ef 0001 0000" + COOKIE + "00000000")) {
            assertThat(read(peer)).isEqualTo("0102000000000708");
        }
    }

    @Test
    void noticesAPieceThatIsMissing() throws Exception {
        refuses(
                structured()
                        .sends("668e33ef 0000 0001" + COOKIE + "0000000a 0000000000000016 0708")
                        .sends("668e33ef 0001 0001" + COOKIE + "0000000a 0000000000000010 0102"),
                "the end of an answer to a read of 8 bytes at offset 16, of which bytes are missing");
    }

    @Test
    void noticesThatNothingCame() throws Exception {
        refuses(structured().sends("668e33ef 0001 0000" + COOKIE + "00000000"), "of which bytes are missing");
    }

    @Test
    void noticesAPieceThatCameTwice() throws Exception {
        refuses(
                structured()
                        .sends("668e33ef 0000 0001" + COOKIE + "0000000c 0000000000000010 01020304")
                        .sends("668e33ef 0001 0001" + COOKIE + "0000000c 0000000000000012 01020304"),
                "the bytes at offset 18 twice");
    }

    @ParameterizedTest
    @CsvSource({
        // before, behind, too long, far away
        "0000000a 0000000000000008 0102, 2 bytes at offset 8",
        "0000000a 0000000000000018 0102, 2 bytes at offset 24",
        "00000010 0000000000000012 0102030405060708, 8 bytes at offset 18",
        "0000000a ffffffffffffffff 0102, 2 bytes at offset -1",
        "00000011 0000000000000010 010203040506070809, a data chunk of 17 bytes",
        "00000008 0000000000000010, a data chunk of 8 bytes",
        "ffffffff, a data chunk of -1 bytes",
    })
    void refusesDataThatWasNotAskedFor(String payload, String reason) throws Exception {
        refuses(chunk("0001 0001", payload), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "0000000c 0000000000000010 00000000, 0 bytes at offset 16",
        "0000000c 0000000000000010 00000009, 9 bytes at offset 16",
        "0000000c 0000000000000010 ffffffff, 4294967295 bytes at offset 16",
        "00000008 0000000000000010, a hole chunk of 8 bytes",
    })
    void refusesAHoleThatWasNotAskedFor(String payload, String reason) throws Exception {
        refuses(chunk("0001 0002", payload), reason);
    }

    @Test
    void refusesABlockStatusInAnswerToARead() throws Exception {
        refuses(chunk("0001 0005", "0000000c 00000000 00000008 00000000"), "a block status in answer to a read");
    }

    @Test
    void refusesAChunkOfAnUnknownType() throws Exception {
        refuses(chunk("0001 0063", "00000000"), "a chunk of the unknown type 99");
    }

    @Test
    void refusesAnEmptyChunkThatIsNotTheLast() throws Exception {
        refuses(chunk("0000 0000", "00000000"), "an empty chunk before the last");
    }

    @Test
    void refusesAnEmptyChunkThatIsNotEmpty() throws Exception {
        refuses(chunk("0001 0000", "00000004 00000000"), "an empty chunk of 4 bytes");
    }

    @Test
    void refusesAReplyWithoutMagic() throws Exception {
        refuses(structured().sends("deadbeef 00000000" + COOKIE), "deadbeef where a reply begins");
    }

    @Test
    void refusesAnUnknownCookie() throws Exception {
        refuses(
                structured().sends("668e33ef 0001 0000 0000000000000007 00000000"),
                "a request that is not in flight (cookie 0000000000000007)");
    }

    @Test
    void refusesASimpleReplyToAReadWhenStructuredOnesWereAgreedOn() throws Exception {
        refuses(structured().sends("67446698 00000000" + COOKIE), "a simple reply to a read");
    }

    @Test
    void refusesAChunkThatWasNotAgreedOn() throws Exception {
        refuses(
                simple().sends("668e33ef 0001 0000" + COOKIE + "00000000"),
                "a structured reply that was not agreed on");
    }

    @Test
    void noticesAHangUpWithinAHeader() throws Exception {
        loses(structured().sends("668e33ef 0001"));
    }

    @Test
    void noticesAHangUpWithinData() throws Exception {
        loses(chunk("0001 0001", "00000010 0000000000000010 0102"));
    }

    @Test
    void noticesAHangUpInsteadOfAReply() throws Exception {
        loses(structured());
    }

    @Test
    void reportsTheServersErrorAndGoesOn() throws Exception {
        try (FakePeer peer = structured()
                .sends("668e33ef 0001 8001" + COOKIE + "0000000d 00000005 0007 6261642064736b")
                .expects("25609513 0000 0000 0000000000000002 0000000000000010 00000008")
                .sends("668e33ef 0001 0002 0000000000000002 0000000c 0000000000000010 00000008")
                .play()) {
            try (Export export = Export.open(peer.uri())) {
                assertThatExceptionOfType(NbdException.class)
                        .isThrownBy(() -> export.read(16, ByteBuffer.allocate(8)))
                        .withMessageStartingWith("read of 8 bytes at offset 16 failed on nbd+unix:///vda?socket=")
                        .withMessageContaining("EIO, input/output error")
                        .withMessageEndingWith("(bad dsk)");

                ByteBuffer again = ByteBuffer.allocate(8);
                export.read(16, again);
                assertThat(again.hasRemaining()).isFalse();
            }
        }
    }

    @Test
    void reportsAnErrorWithItsOffset() throws Exception {
        refuses(
                chunk("0001 8002", "0000000e 00000005 0000 0000000000000012"),
                "EIO, input/output error; look into the server's log and at its disk at offset 18");
    }

    @Test
    void reportsAnErrorThatCameBeforeTheLastChunk() throws Exception {
        refuses(
                structured()
                        .sends("668e33ef 0000 8001" + COOKIE + "00000006 0000001c 0000")
                        .sends("668e33ef 0001 0000" + COOKIE + "00000000"),
                "ENOSPC, no space left");
    }

    @Test
    void takesAnErrorOfAnUnknownType() throws Exception {
        refuses(chunk("0001 80ff", "00000003 010203"), "an error of the unknown type 80ff");
    }

    @Test
    void takesAnErrorOfAnUnknownNumberAsInvalid() throws Exception {
        refuses(chunk("0001 8001", "00000006 000003e7 0000"), "EINVAL");
    }

    @Test
    void takesTheErrorOfASimpleReply() throws Exception {
        refuses(simple().sends("67446698 00000001" + COOKIE), "EPERM, not permitted");
    }

    @ParameterizedTest
    @CsvSource({
        "00000002 0005, an error of 2 bytes where 6 are due",
        "00000006 00000005 0007, an error whose text is longer than its chunk",
        "00010000, an error of 65536 bytes",
        "ffffffff, an error of 4294967295 bytes",
    })
    void refusesAnErrorThatIsTorn(String payload, String reason) throws Exception {
        refuses(chunk("0001 8001", payload), reason);
    }

    @Test
    void staysDeadOnceItIsDead() throws Exception {
        try (FakePeer peer = structured().sends("deadbeef 00000000" + COOKIE).play();
                Export export = Export.open(peer.uri())) {
            assertThatExceptionOfType(NbdException.class).isThrownBy(() -> export.read(16, ByteBuffer.allocate(8)));

            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> export.read(0, ByteBuffer.allocate(8)))
                    .withMessageContaining("is closed since an earlier failure: protocol error of")
                    .withMessageContaining("deadbeef");
        }
    }

    @Test
    void refusesDataInAnswerToAWrite() throws Exception {
        try (FakePeer peer = FakePeer.withStructuredReplies(directory)
                        .expects(WRITE_4_AT_0)
                        .sends("668e33ef 0001 0001" + COOKIE + "00000009 0000000000000000 01")
                        .play();
                Export export = Export.open(peer.uri())) {
            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> export.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3, 4})))
                    .withMessageContaining("data in answer to a write");
        }
    }

    @Test
    void reportsAFailedWrite() throws Exception {
        try (FakePeer peer = FakePeer.withStructuredReplies(directory)
                        .expects(WRITE_4_AT_0)
                        .sends("67446698 0000001c" + COOKIE)
                        .play();
                Export export = Export.open(peer.uri())) {
            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> export.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3, 4})))
                    .withMessageContaining("write of 4 bytes at offset 0 failed")
                    .withMessageContaining("ENOSPC");
        }
    }

    private FakePeer structured() throws IOException {
        return FakePeer.withStructuredReplies(directory).expects(READ_8_AT_16);
    }

    private FakePeer simple() throws IOException {
        return FakePeer.withSimpleReplies(directory).expects(READ_8_AT_16);
    }

    private FakePeer chunk(String flagsAndType, String lengthAndPayload) throws IOException {
        return structured().sends("668e33ef" + flagsAndType + COOKIE + lengthAndPayload);
    }

    private String read(FakePeer peer) throws NbdException {
        peer.play();
        try (Export export = Export.open(peer.uri())) {
            ByteBuffer into = ByteBuffer.allocate(8);
            export.read(16, into);
            return HexFormat.of().formatHex(into.array());
        }
    }

    private void loses(FakePeer peer) throws IOException {
        refuses(peer, "lost: the server hung up");
    }

    private void refuses(FakePeer peer, String reason) throws IOException {
        try (peer) {
            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> read(peer))
                    .withMessageContaining(reason);
        }
    }
}
