package dev.backupdoctor.nbd.client;

import static dev.backupdoctor.nbd.client.FakePeer.ACK_GO;
import static dev.backupdoctor.nbd.client.FakePeer.ACK_STRUCTURED;
import static dev.backupdoctor.nbd.client.FakePeer.ASK_STRUCTURED;
import static dev.backupdoctor.nbd.client.FakePeer.CLIENT_FLAGS;
import static dev.backupdoctor.nbd.client.FakePeer.GO_VDA;
import static dev.backupdoctor.nbd.client.FakePeer.HELLO;
import static dev.backupdoctor.nbd.client.FakePeer.INFO_1M;
import static dev.backupdoctor.nbd.client.FakePeer.NO_STRUCTURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.nbd.NbdException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server can do wrong before an export is open, one test each. */
class HandshakeErrorsTest {
    private static final String ASK_ALLOCATION =
            "49484156454f5054 0000000a 0000001e 00000003 766461 00000001 0000000f 626173653a616c6c6f636174696f6e";
    private static final String ACK_CONTEXT = "0003e889045565a9 0000000a 00000001 00000000";

    @TempDir
    private Path directory;

    private FakePeer peer;

    @BeforeEach
    void listen() throws IOException {
        peer = FakePeer.in(directory);
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
    }

    @Test
    void refusesAReplyWithoutMagic() {
        greeted().sends("0003e889045565aa 00000008 00000001 00000000");

        assertFails("0003e889045565aa where a reply to option 8 begins");
    }

    @Test
    void refusesAReplyToAnotherOption() {
        greeted().sends("0003e889045565a9 00000007 00000001 00000000");

        assertFails("a reply to option 7 where one to 8 is due");
    }

    @Test
    void refusesAReplyOfAnUnknownType() {
        greeted().sends("0003e889045565a9 00000008 00000063 00000000");

        assertFails("a reply of the unknown type 99 to option 8");
    }

    @Test
    void refusesAReplyThatIsTooLong() {
        greeted().sends("0003e889045565a9 00000008 80000001 ffffffff");

        assertFails("a reply to option 8 of 4294967295 bytes");
    }

    @Test
    void refusesAnAcknowledgementWithData() {
        greeted().sends("0003e889045565a9 00000008 00000001 00000004 00000000");

        assertFails("an acknowledgement of 4 bytes");
    }

    @Test
    void noticesAHangUpWithinAReply() {
        greeted().sends("0003e889045565a9 00000008");

        assertFails("the server hung up");
    }

    @Test
    void saysThatTheExportIsUnknownWithTheServersOwnWords() {
        structured().expects(GO_VDA).sends("0003e889045565a9 00000007 80000006 0000000e 6578706f727420276e6f706527 20");

        assertFails("no export 'vda' from nbd+unix:///vda?socket=");
    }

    @Test
    void asksForTlsWhereTheServerDemandsIt() {
        structured().expects(GO_VDA).sends("0003e889045565a9 00000007 80000005 00000000");

        assertFails("the server demands TLS; use nbds://");
    }

    @Test
    void takesARefusalOfAnUnknownKind() {
        structured().expects(GO_VDA).sends("0003e889045565a9 00000007 80ffffff 00000000");

        assertFails("refuses for a reason that this client does not know");
    }

    @Test
    void refusesAnExportWithoutSize() {
        structured().expects(GO_VDA).sends(ACK_GO);

        assertFails("the server sent no size of the export");
    }

    @Test
    void refusesAnExportOfNegativeSize() {
        structured().expects(GO_VDA).sends("0003e889045565a9 00000007 00000003 0000000c 0000 ffffffffffffffff 0001");

        assertFails("an export size of 18446744073709551615 bytes");
    }

    @Test
    void refusesInformationThatIsTooShort() {
        structured().expects(GO_VDA).sends("0003e889045565a9 00000007 00000003 00000001 00");

        assertFails("information of 1 bytes");
    }

    @Test
    void refusesInformationOfTheWrongLength() {
        structured().expects(GO_VDA).sends("0003e889045565a9 00000007 00000003 00000004 0000 0001");

        assertFails("information 0 of 4 bytes where 12 are due");
    }

    @Test
    void refusesImpossibleBlockSizes() {
        structured()
                .expects(GO_VDA)
                .sends("0003e889045565a9 00000007 00000003 0000000e 0003 00000003 00001000 02000000");

        assertFails("impossible block sizes (minimum block size is 3)");
    }

    @Test
    void refusesWhenABitmapIsLeftOutWithoutAWord() {
        structured().expects(ASK_ALLOCATION).sends(ACK_CONTEXT);

        assertFailsFor("base:allocation", "the server has no such context for this export; is the bitmap there?");
    }

    @Test
    void refusesAContextThatNobodyAskedFor() {
        structured()
                .expects(ASK_ALLOCATION)
                .sends("0003e889045565a9 0000000a 00000004 00000007 00000000 666f6f")
                .sends(ACK_CONTEXT);

        assertFailsFor("base:allocation", "the context foo that nobody asked for");
    }

    @Test
    void refusesAContextWithoutNumber() {
        structured().expects(ASK_ALLOCATION).sends("0003e889045565a9 0000000a 00000004 00000002 0000");

        assertFailsFor("base:allocation", "a meta context of 2 bytes");
    }

    @Test
    void reportsARefusedContext() {
        structured().expects(ASK_ALLOCATION).sends("0003e889045565a9 0000000a 80000003 00000000");

        assertFailsFor("base:allocation", "no base:allocation from");
    }

    @Test
    void needsStructuredRepliesForContexts() {
        greeted().sends(NO_STRUCTURED);

        assertFailsFor("base:allocation", "the server has no structured replies");
    }

    @Test
    void fallsBackOnExportNameWhereGoIsUnknown() throws Exception {
        greeted()
                .sends(NO_STRUCTURED)
                .expects(GO_VDA)
                .sends("0003e889045565a9 00000007 80000001 00000000")
                .expects("49484156454f5054 00000001 00000003 766461")
                .sends("0000000000200000 0003")
                .play();

        try (Export export = Export.open(peer.uri())) {
            assertThat(export.size()).isEqualTo(2 << 20);
            assertThat(export.flags().readOnly()).isTrue();
            assertThat(export.blockSizes()).isEqualTo(BlockSizes.DEFAULT);
        }
        peer.assertFollowed();
    }

    @Test
    void explainsAHangUpAfterExportName() {
        greeted()
                .sends(NO_STRUCTURED)
                .expects(GO_VDA)
                .sends("0003e889045565a9 00000007 80000001 00000000")
                .expects("49484156454f5054 00000001 00000003 766461");

        assertFails("which is how an old one says that it has none of this name");
    }

    @Test
    void neverGoesOnWithoutTlsThatWasAskedFor() {
        peer.sends(HELLO)
                .expects(CLIENT_FLAGS)
                .expects("49484156454f5054 00000005 00000000")
                .sends("0003e889045565a9 00000005 80000002 00000000")
                .play();

        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(NbdUri.parse(peer.uri().toString().replace("nbd+unix", "nbds+unix"))))
                .withMessageContaining("no TLS with nbds+unix:///vda")
                .withMessageContaining("the server's policy forbids it");
    }

    @Test
    void refusesBytesThatWereSlippedInAheadOfTls() {
        peer.sends(HELLO)
                .expects(CLIENT_FLAGS)
                .expects("49484156454f5054 00000005 00000000")
                .sends("0003e889045565a9 00000005 00000001 00000000 0003e889045565a9")
                .play();

        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(NbdUri.parse(peer.uri().toString().replace("nbd+unix", "nbds+unix"))))
                .withMessageContaining("bytes that were sent before the encryption began");
    }

    @Test
    void opensAnExportThatAnswersAsItShould() throws Exception {
        structured()
                .expects(GO_VDA)
                .sends("0003e889045565a9 00000007 00000003 00000007 0001 6e616d6520")
                .sends(INFO_1M)
                .sends("0003e889045565a9 00000007 00000003 0000000e 0003 00000200 00010000 ffffffff")
                .sends(ACK_GO)
                .expects("25609513 0000 0002 0000000000000001 0000000000000000 00000000")
                .play();

        try (Export export = Export.open(peer.uri())) {
            assertThat(export.size()).isEqualTo(1 << 20);
            assertThat(export.flags().canReadUnfragmented()).isTrue();
            assertThat(export.flags().canMultiConn()).isTrue();
            assertThat(export.blockSizes()).isEqualTo(new BlockSizes(512, 65_536, Integer.MAX_VALUE));
        }
        peer.assertFollowed();
    }

    private FakePeer greeted() {
        return peer.sends(HELLO).expects(CLIENT_FLAGS).expects(ASK_STRUCTURED);
    }

    private FakePeer structured() {
        return greeted().sends(ACK_STRUCTURED);
    }

    private void assertFails(String reason) {
        assertFailsFor("", reason);
    }

    private void assertFailsFor(String context, String reason) {
        peer.play();

        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(peer.uri(), context.isEmpty() ? new String[0] : new String[] {context}))
                .withMessageContaining(reason);
    }
}
