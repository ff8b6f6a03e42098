package dev.backupdoctor.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.io.TempDir;

/**
 * A server and a client that sends and expects bytes, written in hex. The export "d" has 16 bytes: 4 of data
 * (01020304), 4 zeros, 8 of a hole.
 */
class ServerScene {
    static final String OPTION = "49484156454f5054";
    static final String REPLY = "0003e889045565a9";
    static final String GO = OPTION + "00000007 00000007 00000001 64 0000";
    static final String STRUCTURED = OPTION + "00000008 00000000";

    @TempDir
    Path directory;

    NbdServer server;
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

    /** Structured replies, base:allocation, and GO. */
    void transmit() throws IOException {
        put("00000003" + STRUCTURED);
        gets(REPLY + "00000008 00000001 00000000");
        put(OPTION + "0000000a 0000001c 00000001 64 00000001 0000000f 626173653a616c6c6f636174696f6e");
        gets(REPLY + "0000000a 00000004 00000013 00000000 626173653a616c6c6f636174696f6e");
        gets(REPLY + "0000000a 00000001 00000000");
        put(GO);
        skip(32 + 34 + 20);
    }

    static String request(String flags, String type, String offset, String length) {
        return "25609513" + flags + type + "0000000000000007" + "00000000000000" + offset + "000000" + length;
    }

    void put(String hex) throws IOException {
        client.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    void gets(String hex) throws IOException {
        String due = hex.replace(" ", "");
        assertThat(HexFormat.of().formatHex(read(due.length() / 2))).isEqualTo(due);
    }

    void skip(int bytes) throws IOException {
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

    void hangsUp() {
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
