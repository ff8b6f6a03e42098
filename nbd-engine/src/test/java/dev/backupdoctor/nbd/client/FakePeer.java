package dev.backupdoctor.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A server that does what a script says, byte for byte: sends, expects, and at its end hangs up.
 *
 * <p>Bytes are hex, spaces between them are for readers.
 */
final class FakePeer implements AutoCloseable {
    /** NBDMAGIC, IHAVEOPT, fixed newstyle without zeroes. */
    static final String HELLO = "4e42444d41474943 49484156454f5054 0003";
    /** The client's flags. */
    static final String CLIENT_FLAGS = "00000003";
    /** STRUCTURED_REPLY. */
    static final String ASK_STRUCTURED = "49484156454f5054 00000008 00000000";

    static final String ACK_STRUCTURED = "0003e889045565a9 00000008 00000001 00000000";
    /** STRUCTURED_REPLY is not known. */
    static final String NO_STRUCTURED = "0003e889045565a9 00000008 80000001 00000000";
    /** GO for "vda", asks for block sizes. */
    static final String GO_VDA = "49484156454f5054 00000007 0000000b 00000003 766461 0001 0003";
    /** Export of 1 MiB, flags 0x058f as qemu 7.2 sends them for a read-only export. */
    static final String INFO_1M = "0003e889045565a9 00000007 00000003 0000000c 0000 0000000000100000 058f";

    static final String ACK_GO = "0003e889045565a9 00000007 00000001 00000000";

    private sealed interface Step {}

    private record Send(String hex) implements Step {}

    private record Expect(String hex) implements Step {}

    private final List<Step> steps = new ArrayList<>();
    private final ServerSocketChannel listener;
    private final Path socket;
    private CompletableFuture<String> story = CompletableFuture.completedFuture("");

    private FakePeer(ServerSocketChannel listener, Path socket) {
        this.listener = listener;
        this.socket = socket;
    }

    static FakePeer in(Path directory) throws IOException {
        Path socket = directory.resolve("peer.sock");
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        return new FakePeer(listener, socket);
    }

    /** A peer that has agreed on "vda" with structured replies; transmission is next. */
    static FakePeer withStructuredReplies(Path directory) throws IOException {
        return in(directory)
                .sends(HELLO)
                .expects(CLIENT_FLAGS)
                .expects(ASK_STRUCTURED)
                .sends(ACK_STRUCTURED)
                .expects(GO_VDA)
                .sends(INFO_1M + ACK_GO);
    }

    /** A peer that has agreed on "vda" without structured replies. */
    static FakePeer withSimpleReplies(Path directory) throws IOException {
        return in(directory)
                .sends(HELLO)
                .expects(CLIENT_FLAGS)
                .expects(ASK_STRUCTURED)
                .sends(NO_STRUCTURED)
                .expects(GO_VDA)
                .sends(INFO_1M + ACK_GO);
    }

    FakePeer sends(String hex) {
        steps.add(new Send(hex));
        return this;
    }

    FakePeer expects(String hex) {
        steps.add(new Expect(hex));
        return this;
    }

    /** Plays the script for one client in a thread of its own. */
    FakePeer play() {
        story = CompletableFuture.supplyAsync(this::run);
        return this;
    }

    NbdUri uri() {
        return NbdUri.unix(socket, "vda");
    }

    private String run() {
        try (SocketChannel client = listener.accept()) {
            for (Step step : steps) {
                if (step instanceof Send send) {
                    client.write(ByteBuffer.wrap(bytes(send.hex())));
                } else if (step instanceof Expect expect) {
                    byte[] expected = bytes(expect.hex());
                    ByteBuffer got = ByteBuffer.allocate(expected.length);
                    int count = 0;
                    while (got.hasRemaining() && count >= 0) {
                        count = client.read(got);
                    }
                    String due = HexFormat.of().formatHex(expected);
                    String came = HexFormat.of().formatHex(got.array(), 0, got.position());
                    if (!due.equals(came)) {
                        return "expected " + due + " but got " + came;
                    }
                }
            }
            // What the client still sends is read, or the kernel would report a reset in place of an end.
            client.shutdownOutput();
            int count = 0;
            while (count >= 0) {
                count = client.read(ByteBuffer.allocate(4096));
            }
            return "";
        } catch (IOException e) {
            return "peer failed: " + e;
        }
    }

    /** The client sent what the script expects. */
    void assertFollowed() throws InterruptedException, ExecutionException {
        assertThat(story.get()).isEmpty();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
