package dev.backupdoctor.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Everything that a client may ask before it has chosen an export, byte by byte. */
class ServerHandshakeTest extends ServerScene {
    private static final String EXPORT_INFO = "00000003 0000000c 0000 0000000000000010";
    private static final String BLOCK_SIZES = "00000003 0000000e 0003 00000001 00010000 02000000";

    @Test
    void goesToAnExport() throws IOException {
        put("00000003" + GO);

        gets(REPLY + "00000007" + EXPORT_INFO + "0507");
        gets(REPLY + "00000007" + BLOCK_SIZES);
        gets(REPLY + "00000007 00000001 00000000");
    }

    @Test
    void offersOnePieceReadsWithStructuredReplies() throws IOException {
        put("00000003" + STRUCTURED);
        gets(REPLY + "00000008 00000001 00000000");
        put(STRUCTURED);
        gets(REPLY + "00000008 80000003 00000000");

        put(GO);

        gets(REPLY + "00000007" + EXPORT_INFO + "0587");
    }

    @Test
    void takesTheOldWayIn() throws IOException {
        put("00000001" + OPTION + "00000001 00000001 64");

        gets("0000000000000010 0507" + "00".repeat(124));
    }

    @Test
    void hangsUpWhenTheOldWayLeadsNowhere() throws IOException {
        put("00000003" + OPTION + "00000001 00000001 78");

        hangsUp();
    }

    @Test
    void takesLeave() throws IOException {
        put("00000003" + OPTION + "00000002 00000000");

        gets(REPLY + "00000002 00000001 00000000");
        hangsUp();
    }

    @Test
    void hangsUpOnFlagsThatWereNotOffered() throws IOException {
        put("000000ff");

        hangsUp();
    }

    @Test
    void hangsUpOnAnOptionWithoutMagic() throws IOException {
        put("00000003 4948415645000000 00000003 00000000");

        hangsUp();
    }

    @Test
    void saysThatItDoesNotKnowAnOption() throws IOException {
        put("00000003" + OPTION + "0000000b 00000004 01020304");
        gets(REPLY + "0000000b 80000001 00000000");

        put(OPTION + "00000003 00000000");
        gets(REPLY + "00000003 00000002 00000005 00000001 64");
        gets(REPLY + "00000003 00000001 00000000");
    }

    @Test
    void saysThatItDoesNotKnowAnExport() throws IOException {
        put("00000003" + OPTION + "00000006 00000007 00000001 78 0000");

        gets(REPLY + "00000006 80000006 00000000");
    }

    @Test
    void refusesOptionsThatAreTorn() throws IOException {
        put("00000003" + OPTION + "00000007 00000004 00000009");
        gets(REPLY + "00000007 80000003 00000000");
        put(OPTION + "00000007 00000006 ffffffff 0000");
        gets(REPLY + "00000007 80000003 00000000");
        put(OPTION + "00000003 00000001 00");
        gets(REPLY + "00000003 80000003 00000000");
        put(OPTION + "0000000a 00000009 00000001 64 00000001");
        gets(REPLY + "0000000a 80000003 00000000");
    }

    @Test
    void leavesNoSocketBehind() throws IOException {
        server.close();

        assertThat(directory.resolve("s")).doesNotExist();
        hangsUp();
    }

    @Test
    void saysWhereItCannotListen() {
        assertThatIOException()
                .isThrownBy(
                        () -> NbdServer.listen(directory.resolve("s"), Map.of()).close())
                .withMessageContaining("cannot listen on " + directory.resolve("s"));
    }
}
