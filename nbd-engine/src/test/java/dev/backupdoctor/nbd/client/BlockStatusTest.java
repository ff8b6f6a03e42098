package dev.backupdoctor.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.NbdException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Block status of an export of 1 MiB with the contexts base:allocation (id 0) and qemu:dirty-bitmap:b (id 2). */
class BlockStatusTest {
    private static final String BITMAP = BlockStatus.dirtyBitmap("b");
    private static final String CHUNK = "668e33ef 0000 0005 0000000000000001";
    private static final String END = "668e33ef 0001 0000 0000000000000001 00000000";

    @TempDir
    private Path directory;

    @Test
    void tellsStatesApartAndJoinsNeighbours() throws Exception {
        try (FakePeer peer = asked("0000000000000000", "00100000", "0000000000000001")
                .sends(
                        CHUNK + "0000002c 00000000"
                                + "00010000 00000000  00010000 00000000  00010000 00000002  00010000 00000001  000c0000 00000003")
                .sends(CHUNK + "0000000c 00000002 00100000 00000000")
                .sends(END)) {
            BlockStatus status = status(peer);

            assertThat(status.extents(BlockStatus.ALLOCATION))
                    .containsExactly(
                            new Extent(0, 0x20000, State.DATA),
                            new Extent(0x20000, 0x10000, State.ZERO),
                            new Extent(0x30000, 0xd0000, State.HOLE));
            assertThat(status.extents(BITMAP)).isEmpty();
        }
    }

    @Test
    void goesOnWhereTheShorterContextEnds() throws Exception {
        try (FakePeer peer = asked("0000000000000000", "00100000", "0000000000000001")
                .sends(CHUNK + "0000000c 00000000 00100000 00000000")
                .sends(CHUNK + "00000014 00000002 00010000 00000001 00010000 00000000")
                .sends(END)
                .expects("25609513 0000 0007 0000000000000002 0000000000020000 000e0000")
                .sends("668e33ef 0000 0005 0000000000000002 00000014 00000002 00010000 00000001 000d0000 00000000")
                .sends("668e33ef 0001 0005 0000000000000002 0000000c 00000000 000e0000 00000000")) {
            BlockStatus status = status(peer);

            assertThat(status.extents(BlockStatus.ALLOCATION)).containsExactly(new Extent(0, 0x100000, State.DATA));
            assertThat(status.extents(BITMAP))
                    .containsExactly(new Extent(0, 0x10000, State.DIRTY), new Extent(0x20000, 0x10000, State.DIRTY));
        }
    }

    @Test
    void cutsTheLastExtentWhereTheExportEnds() throws Exception {
        try (FakePeer peer = asked("0000000000000000", "00100000", "0000000000000001")
                .sends(CHUNK + "0000000c 00000000 80000000 00000000")
                .sends(CHUNK + "0000000c 00000002 ffffffff 00000001")
                .sends(END)) {
            assertThat(status(peer).extents(BITMAP)).containsExactly(new Extent(0, 0x100000, State.DIRTY));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0000000c 00000001 00100000 00000000, context number 1, which was not agreed on",
        "0000000c 00000000 00000000 00000000, an extent without length",
        "00000014 00000000 00100000 00000000 00010000 00000000, an extent beyond the 1048576 bytes",
        "00000004 00000000, a block status of 4 bytes",
        "0000000d 00000000 00100000 00000000 00, a block status of 13 bytes",
        "00800014, a block status of 8388628 bytes",
        "ffffffff, a block status of -1 bytes",
    })
    void refusesWhatIsNoAnswer(String payload, String reason) throws Exception {
        refuses(asked("0000000000000000", "00100000", "0000000000000001").sends(CHUNK + payload), reason);
    }

    @Test
    void refusesAnAnswerWithoutOneContext() throws Exception {
        refuses(
                asked("0000000000000000", "00100000", "0000000000000001")
                        .sends(CHUNK + "0000000c 00000000 00100000 00000000")
                        .sends(END),
                "the end of a block status without one of qemu:dirty-bitmap:b");
    }

    @Test
    void refusesAContextTwice() throws Exception {
        refuses(
                asked("0000000000000000", "00100000", "0000000000000001")
                        .sends(CHUNK + "0000000c 00000000 00100000 00000000")
                        .sends(CHUNK + "0000000c 00000000 00100000 00000000"),
                "the block status of base:allocation twice");
    }

    @Test
    void refusesDataInAnswer() throws Exception {
        refuses(
                asked("0000000000000000", "00100000", "0000000000000001")
                        .sends("668e33ef 0001 0001 0000000000000001 00000009 0000000000000000 01"),
                "data in answer to a block status");
    }

    @Test
    void refusesASimpleReply() throws Exception {
        refuses(
                asked("0000000000000000", "00100000", "0000000000000001").sends("67446698 00000000 0000000000000001"),
                "a simple reply to a block status");
    }

    @Test
    void reportsTheServersError() throws Exception {
        refuses(
                asked("0000000000000000", "00100000", "0000000000000001")
                        .sends("668e33ef 0001 8001 0000000000000001 00000006 00000016 0000"),
                "block status of 1048576 bytes at offset 0 failed");
    }

    @Test
    void knowsOnlyContextsThatWereAgreedOn() throws Exception {
        try (FakePeer peer = asked("0000000000000000", "00100000", "0000000000000001")
                .sends(CHUNK + "0000000c 00000000 00100000 00000000")
                .sends(CHUNK + "0000000c 00000002 00100000 00000000")
                .sends(END)) {
            BlockStatus status = status(peer);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> status.extents("qemu:allocation-depth"))
                    .withMessage("the export was opened without qemu:allocation-depth");
        }
    }

    private FakePeer asked(String offset, String length, String cookie) throws IOException {
        return FakePeer.in(directory)
                .sends(FakePeer.HELLO)
                .expects(FakePeer.CLIENT_FLAGS)
                .expects(FakePeer.ASK_STRUCTURED)
                .sends(FakePeer.ACK_STRUCTURED)
                .expects("49484156454f5054 0000000a 00000035 00000003 766461 00000002"
                        + "0000000f 626173653a616c6c6f636174696f6e"
                        + "00000013 71656d753a64697274792d6269746d61703a62")
                .sends("0003e889045565a9 0000000a 00000004 00000013 00000000 626173653a616c6c6f636174696f6e")
                .sends("0003e889045565a9 0000000a 00000004 00000017 00000002 71656d753a64697274792d6269746d61703a62")
                .sends("0003e889045565a9 0000000a 00000001 00000000")
                .expects(FakePeer.GO_VDA)
                .sends(FakePeer.INFO_1M + FakePeer.ACK_GO)
                .expects("25609513 0000 0007" + cookie + offset + length);
    }

    private static BlockStatus status(FakePeer peer) throws NbdException {
        peer.play();
        try (Export export = Export.open(peer.uri(), BlockStatus.ALLOCATION, BITMAP)) {
            return BlockStatus.of(export);
        }
    }

    private static void refuses(FakePeer peer, String reason) throws IOException {
        try (peer) {
            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> status(peer))
                    .withMessageContaining(reason);
        }
    }
}
