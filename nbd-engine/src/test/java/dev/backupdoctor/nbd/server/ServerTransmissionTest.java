package dev.backupdoctor.nbd.server;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Everything that a client may ask of an export, byte by byte. */
class ServerTransmissionTest extends ServerScene {
    @Test
    void readsWithSimpleReplies() throws IOException {
        put("00000003" + GO);
        skip(32 + 34 + 20);

        put(request("0000", "0000", "02", "06"));

        gets("67446698 00000000 0000000000000007 0304 00000000");
    }

    @Test
    void readsDataAndHolesAsChunks() throws IOException {
        transmit();

        put(request("0000", "0000", "02", "0c"));

        gets("668e33ef 0000 0001 0000000000000007 0000000a 0000000000000002 0304");
        gets("668e33ef 0000 0002 0000000000000007 0000000c 0000000000000004 00000004");
        gets("668e33ef 0001 0002 0000000000000007 0000000c 0000000000000008 00000006");
    }

    @Test
    void readsOnePieceWhereThatIsAskedFor() throws IOException {
        transmit();

        put(request("0004", "0000", "02", "06"));

        gets("668e33ef 0001 0001 0000000000000007 0000000e 0000000000000002 0304 00000000");
    }

    @Test
    void readsNothing() throws IOException {
        transmit();

        put(request("0000", "0000", "10", "00"));

        gets("668e33ef 0001 0000 0000000000000007 00000000");
    }

    @Test
    void refusesWhatIsNotWithinTheExport() throws IOException {
        transmit();

        put(request("0000", "0000", "0f", "02"));
        gets("668e33ef 0001 8001 0000000000000007 00000035 00000016 002f");
        skip(0x2f);

        put(request("0000", "0007", "0f", "02"));
        gets("668e33ef 0001 8001 0000000000000007");
    }

    @Test
    void tellsWhatTheBytesAre() throws IOException {
        transmit();

        put(request("0000", "0007", "02", "0c"));

        gets("668e33ef 0001 0005 0000000000000007 0000001c 00000000"
                + "00000002 00000000 00000004 00000002 00000006 00000003");
    }

    @Test
    void tellsOfOneExtentWhereThatIsAskedFor() throws IOException {
        transmit();

        put(request("0008", "0007", "00", "10"));

        gets("668e33ef 0001 0005 0000000000000007 0000000c 00000000 00000004 00000000");
    }

    @Test
    void refusesWritesAfterTheirPayload() throws IOException {
        transmit();

        put(request("0000", "0001", "00", "04") + "61626364");
        gets("67446698 00000001 0000000000000007");
        put(request("0000", "0004", "00", "04"));
        gets("67446698 00000001 0000000000000007");
        put(request("0000", "0006", "00", "04"));
        gets("67446698 00000001 0000000000000007");
    }

    @Test
    void hasNothingToFlush() throws IOException {
        transmit();

        put(request("0000", "0003", "00", "00")
                + request("0000", "0005", "00", "10")
                + request("0000", "0063", "00", "00"));

        gets("67446698 00000000 0000000000000007");
        gets("67446698 00000000 0000000000000007");
        gets("67446698 00000016 0000000000000007");
    }

    @Test
    void hangsUpOnARequestWithoutMagic() throws IOException {
        transmit();

        put("25609514" + "00".repeat(24));

        hangsUp();
    }

    @Test
    void hangsUpWhenTheClientTakesLeave() throws IOException {
        transmit();

        put(request("0000", "0002", "00", "00"));

        hangsUp();
    }
}
