package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;

/** A socket without encryption. */
final class SocketTransport implements Transport {
    private final SocketChannel channel;

    private SocketTransport(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects.
     *
     * @param patience how long a host may take to accept
     */
    static SocketTransport connect(NbdUri uri, Duration patience) throws NbdException {
        try {
            if (uri.address() instanceof NbdUri.Unix unix) {
                return new SocketTransport(connectUnix(unix.socket()));
            }
            return new SocketTransport(connectTcp((NbdUri.Tcp) uri.address(), patience));
        } catch (UnresolvedAddressException e) {
            throw new NbdException("cannot connect to " + uri + ": the host name is not known; check it", e);
        } catch (SocketTimeoutException e) {
            throw new NbdException(
                    "cannot connect to " + uri + ": no answer within " + patience.toSeconds()
                            + " s; check address, port and firewall",
                    e);
        } catch (IOException | UnsupportedOperationException e) {
            throw new NbdException(
                    "cannot connect to " + uri + ": " + e.getMessage()
                            + "; is the server running and is this its place?",
                    e);
        }
    }

    private static SocketChannel connectUnix(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static SocketChannel connectTcp(NbdUri.Tcp address, Duration patience) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            var socketAddress = new InetSocketAddress(address.host(), address.port());
            if (socketAddress.isUnresolved()) {
                throw new UnresolvedAddressException();
            }
            channel.socket().connect(socketAddress, Math.toIntExact(patience.toMillis()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // A host that vanished without a word is noticed by the kernel, not never.
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            return channel;
        } catch (IOException | UnresolvedAddressException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public void write(ByteBuffer... from) throws IOException {
        for (int first = 0; first < from.length; first++) {
            // A gathering write may end within any of them.
            while (from[first].hasRemaining()) {
                channel.write(from, first, from.length - first);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
