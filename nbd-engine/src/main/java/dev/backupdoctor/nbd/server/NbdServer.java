package dev.backupdoctor.nbd.server;

import dev.backupdoctor.nbd.client.NbdUri;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves block sources read-only, a thread for each client.
 *
 * <p>A read that fails is answered with an error, and its reason is kept for {@link #firstFailure}: the client at the
 * other end may be one that does not report it.
 */
public final class NbdServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(NbdServer.class.getName());

    private final ServerSocketChannel listener;
    private final SocketAddress address;
    private final Map<String, BlockSource> exports;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private volatile Optional<IOException> failure = Optional.empty();

    private NbdServer(ServerSocketChannel listener, SocketAddress address, Map<String, BlockSource> exports) {
        this.listener = listener;
        this.address = address;
        this.exports = Map.copyOf(exports);
    }

    /**
     * Listens on a unix socket, which must not exist; it is removed by {@link #close}. Whoever may enter its directory
     * and write to it may connect.
     *
     * @param exports sources by the names of their exports; a client that names none gets the only one
     */
    public static NbdServer listen(Path socket, Map<String, BlockSource> exports) throws IOException {
        return start(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX), UnixDomainSocketAddress.of(socket), exports);
    }

    /**
     * Listens on a TCP port, which everybody who reaches it may use.
     *
     * @param port 0 for any that is free, see {@link #uri}
     */
    public static NbdServer listen(InetAddress address, int port, Map<String, BlockSource> exports) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        return start(listener, new InetSocketAddress(address, port), exports);
    }

    private static NbdServer start(
            ServerSocketChannel listener, SocketAddress address, Map<String, BlockSource> exports) throws IOException {
        try {
            listener.bind(address);
        } catch (IOException e) {
            listener.close();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
        var server = new NbdServer(listener, listener.getLocalAddress(), exports);
        daemon("nbd-server", server::accept);
        return server;
    }

    /** Where clients find an export. */
    public NbdUri uri(String export) {
        if (address instanceof UnixDomainSocketAddress unix) {
            return NbdUri.unix(unix.getPath().toAbsolutePath(), export);
        }
        InetSocketAddress tcp = (InetSocketAddress) address;
        return NbdUri.tcp(tcp.getAddress().getHostAddress(), tcp.getPort(), export);
    }

    /** Why a source could not be read, the first time that happened. */
    public Optional<IOException> firstFailure() {
        return failure;
    }

    /** Clients that are connected now. */
    public int clients() {
        return clients.size();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                clients.add(client);
                daemon("nbd-server-client", () -> serve(client));
            }
        } catch (ClosedChannelException e) {
            LOG.log(Level.DEBUG, "the server was closed");
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the NBD server takes no more clients: " + e.getMessage());
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            if (channel.getLocalAddress() instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            var peer = new Peer(channel);
            Optional<ServerHandshake.Chosen> chosen = new ServerHandshake(peer, exports).run();
            if (chosen.isPresent()) {
                new ServerTransmission(peer, chosen.get(), this::note).run();
            }
        } catch (IOException e) {
            // A client that vanishes, or that is closed by us, is nothing to tell anybody of.
            LOG.log(Level.DEBUG, "a client of the NBD server is gone: " + e.getMessage());
        } finally {
            clients.remove(channel);
        }
    }

    private synchronized void note(IOException e) {
        failure = failure.or(() -> Optional.of(e));
    }

    private static void daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Hangs up on all clients and stops to listen; a second time does nothing. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (SocketChannel client : clients) {
            client.close();
        }
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
        }
    }
}
