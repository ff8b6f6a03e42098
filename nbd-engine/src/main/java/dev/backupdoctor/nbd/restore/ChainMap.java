package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.NbdUri;
import dev.backupdoctor.nbd.server.NbdServer;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainSource;
import dev.backupdoctor.nbd.tool.QemuImg;
import dev.backupdoctor.nbd.tool.QemuImg.Image;
import dev.backupdoctor.nbd.tool.QemuNbd;
import dev.backupdoctor.nbd.tool.QemuNbd.Served;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * A chain that can be used as a disk without being restored: as an export, and where the kernel has the module nbd as a
 * device. Plain and compressed sets alike; no root is needed but for the device.
 *
 * <p>What is written goes into an overlay that is thrown away at the end; the set is never changed. Ended by
 * {@link #close}.
 */
public final class ChainMap implements AutoCloseable {
    private static final String BASE = "base";

    private final Deque<Closeable> opened = new ArrayDeque<>();
    private final NbdServer server;
    private final NbdUri uri;

    private ChainMap(NbdServer server, NbdUri uri) {
        this.server = server;
        this.uri = uri;
    }

    /**
     * How a chain is to be offered.
     *
     * @param export name of the export
     * @param address where to listen; empty for a unix socket in a directory of its own. Whoever reaches an address may
     *     read
     * @param device block device of the kernel's nbd module to appear as; empty for none
     * @param writable whether writes are taken, into an overlay
     * @param scratch directory for the overlay, which grows with what is written
     */
    public record Offer(
            String export, Optional<InetSocketAddress> address, Optional<Path> device, boolean writable, Path scratch) {
        /** To be read, on a unix socket. */
        public static Offer reading(String export) {
            return new Offer(export, Optional.empty(), Optional.empty(), false, temporary());
        }

        /** To be read and written, on a unix socket. */
        public static Offer writing(String export) {
            return new Offer(export, Optional.empty(), Optional.empty(), true, temporary());
        }

        private static Path temporary() {
            return Path.of(System.getProperty("java.io.tmpdir"));
        }
    }

    /**
     * Opens the chain and offers it.
     *
     * @throws IOException when the chain is damaged, the address is in use, or the device cannot be had
     */
    public static ChainMap of(Chain chain, Offer offer) throws IOException {
        Deque<Closeable> opened = new ArrayDeque<>();
        boolean complete = false;
        try {
            offer.device().ifPresent(ChainMap::requireDevice);
            ChainSource source = ChainSource.open(chain);
            opened.push(source);
            Path directory = Files.createTempDirectory(
                    offer.scratch(),
                    "map",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            opened.push(() -> Files.deleteIfExists(directory));
            NbdServer server = listen(source, directory, offer);
            opened.push(server::close);
            NbdUri uri = offer.writable() ? overlay(server, directory, offer, opened) : server.uri(offer.export());
            if (offer.device().isPresent()) {
                opened.push(QemuNbd.attach(uri, offer.device().get())::close);
            }
            var map = new ChainMap(server, uri);
            map.opened.addAll(opened);
            complete = true;
            return map;
        } finally {
            if (!complete) {
                closeAll(opened);
            }
        }
    }

    private static void requireDevice(Path device) {
        if (!Files.exists(device)) {
            throw new IllegalArgumentException("there is no " + device
                    + "; load the module: modprobe nbd max_part=15, or use the export without a device");
        }
    }

    private static NbdServer listen(ChainSource source, Path directory, Offer offer) throws IOException {
        if (offer.address().isPresent() && !offer.writable()) {
            InetAddress address = offer.address().get().getAddress();
            return NbdServer.listen(address, offer.address().get().getPort(), Map.of(offer.export(), source));
        }
        String name = offer.writable() ? BASE : offer.export();
        return NbdServer.listen(directory.resolve("chain"), Map.of(name, source));
    }

    /** Puts a qcow2 image over the export, and serves that. */
    private static NbdUri overlay(NbdServer server, Path directory, Offer offer, Deque<Closeable> opened)
            throws NbdException {
        Path overlay = directory.resolve("overlay.qcow2");
        opened.push(() -> Files.deleteIfExists(overlay));
        QemuImg.installed()
                .createOver(
                        Image.file(overlay, "qcow2"), new Image(server.uri(BASE).toString(), "raw"));
        QemuNbd served = QemuNbd.start(
                new Served(overlay, "qcow2", offer.export(), false, true, Optional.empty(), 16, offer.address()));
        opened.push(served::close);
        return served.uri();
    }

    /** Where clients find the export. */
    public NbdUri uri() {
        return uri;
    }

    /** Why a byte of the chain could not be read, the first time that happened. */
    public Optional<IOException> firstFailure() {
        return server.firstFailure();
    }

    /** Takes the device back, ends all servers and throws the overlay away. */
    @Override
    public void close() throws IOException {
        closeAll(opened);
    }

    /** Closes the youngest first; a failure does not keep the others open. */
    private static void closeAll(Deque<Closeable> opened) throws IOException {
        Optional<IOException> failure = Optional.empty();
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (IOException e) {
                failure = failure.or(() -> Optional.of(e));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
