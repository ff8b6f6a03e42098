package dev.backupdoctor.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server byte by byte. The export "d" has 16 bytes: 4 of data (01020304), 4 zeros, 8 of a hole. */
class NbdServerTest {
    private static final String OPTION = "49484156454f5054";
    private static final String REPLY = "0003e889045565a9";
    private static final String GO = OPTION + "00000007 00000007 00000001 64 0000";
    private static final String STRUCTURED = OPTION + "00000008 00000000";
    private static final String EXPORT_INFO = "00000003 0000000c 0000 0000000000000010";
    private static final String BLOCK_SIZES = "00000003 0000000e 0003 00000001 00010000 02000000";

    @TempDir
    private Path directory;

    private NbdServer server;
    private SocketChannel client;

    @BeforeEach
    void connect() throws IOException {
        server = NbdServer.listen(directory.resolve("s"), Map.of("d", new Sixteen()));
        client = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("s")));
        gets("4e42444d41474943 49484156454f5054 0003");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

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

    /** Structured replies, base:allocation, and GO. */
    private void transmit() throws IOException {
        put("00000003" + STRUCTURED);
        gets(REPLY + "00000008 00000001 00000000");
        put(OPTION + "0000000a 0000001c 00000001 64 00000001 0000000f 626173653a616c6c6f636174696f6e");
        gets(REPLY + "0000000a 00000004 00000013 00000000 626173653a616c6c6f636174696f6e");
        gets(REPLY + "0000000a 00000001 00000000");
        put(GO);
        skip(32 + 34 + 20);
    }

    private static String request(String flags, String type, String offset, String length) {
        return "25609513" + flags + type + "0000000000000007" + "00000000000000" + offset + "000000" + length;
    }

    private void put(String hex) throws IOException {
        client.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    private void gets(String hex) throws IOException {
        String due = hex.replace(" ", "");
        assertThat(HexFormat.of().formatHex(read(due.length() / 2))).isEqualTo(due);
    }

    private void skip(int bytes) throws IOException {
        assertThat(read(bytes)).hasSize(bytes);
    }

    private byte[] read(int bytes) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(bytes);
        int count = 0;
        while (into.hasRemaining() && count >= 0) {
            count = client.read(into);
        }
        byte[] got = new byte[into.position()];
        into.flip().get(got);
        return got;
    }

    private void hangsUp() {
        try {
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        } catch (IOException e) {
            // What it had not read when it hung up makes the kernel say so in this way.
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private static final class Sixteen implements BlockSource {
        private static final List<Extent> ALL =
                List.of(new Extent(0, 4, State.DATA), new Extent(4, 4, State.ZERO), new Extent(8, 8, State.HOLE));

        @Override
        public long size() {
            return 16;
        }

        @Override
        public List<Extent> extents(long offset, long length) {
            long end = offset + length;
            return ALL.stream()
                    .filter(extent -> extent.end() > offset && extent.offset() < end)
                    .map(extent -> {
                        long start = Math.max(offset, extent.offset());
                        return new Extent(start, Math.min(end, extent.end()) - start, extent.state());
                    })
                    .toList();
        }

        @Override
        public void read(long offset, ByteBuffer into) {
            for (long at = offset; into.hasRemaining(); at++) {
                into.put((byte) (at < 4 ? at + 1 : 0));
            }
        }
    }
}
