package dev.backupdoctor.nbd.tool;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.NbdUri;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A running qemu-nbd that serves one image on a unix socket of its own; ended by {@link #close}.
 *
 * <p>It ends with its last client unless it is to serve several, and where {@code setpriv} is installed also when this
 * process is killed: no image stays locked by a server that nobody knows of.
 */
public final class QemuNbd implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 5;

    private final Process process;
    private final Path directory;
    private final NbdUri uri;

    private QemuNbd(Process process, Path directory, NbdUri uri) {
        this.process = process;
        this.directory = directory;
        this.uri = uri;
    }

    /**
     * What to serve, and how.
     *
     * @param image where it is
     * @param format of the image, never guessed
     * @param export name of the export
     * @param readOnly whether writes are refused
     * @param discard whether trims and zeros make holes in the image
     * @param bitmap persistent bitmap to offer as {@code qemu:dirty-bitmap:}
     * @param clients 1 to end with the only client; more to go on until closed
     * @param address where to listen, for whoever reaches it; empty for a unix socket in a private directory
     */
    public record Served(
            Path image,
            String format,
            String export,
            boolean readOnly,
            boolean discard,
            Optional<String> bitmap,
            int clients,
            Optional<InetSocketAddress> address) {

        /** An image to read from, for several clients. */
        public static Served reading(Path image, String format, String export) {
            return new Served(image, format, export, true, false, Optional.empty(), 16, Optional.empty());
        }

        /** An image to write into, for one client. */
        public static Served writing(Path image, String format, String export) {
            return new Served(image, format, export, false, true, Optional.empty(), 1, Optional.empty());
        }

        /** The same, with a bitmap. */
        public Served withBitmap(String name) {
            return new Served(image, format, export, readOnly, discard, Optional.of(name), clients, address);
        }
    }

    /** Starts a server and waits until it listens. */
    public static QemuNbd start(Served served) throws NbdException {
        Path directory = temporaryDirectory();
        boolean started = false;
        try {
            QemuNbd server = start(arguments(served, directory), directory, place(served, directory));
            started = true;
            return server;
        } finally {
            if (!started) {
                delete(directory);
            }
        }
    }

    /**
     * Makes an export a block device of this machine, which needs root and the kernel's module nbd; waits until the
     * device is there.
     *
     * @param device such as {@code /dev/nbd0}
     */
    public static QemuNbd attach(NbdUri export, Path device) throws NbdException {
        Path directory = temporaryDirectory();
        boolean started = false;
        try {
            List<String> arguments = List.of(
                    "--pid-file=" + pidFile(directory), "-f", "raw", "-c", Tool.file(device), "--", export.toString());
            QemuNbd server = start(arguments, directory, export);
            started = true;
            return server;
        } finally {
            if (!started) {
                delete(directory);
            }
        }
    }

    private static QemuNbd start(List<String> arguments, Path directory, NbdUri uri) throws NbdException {
        Tool tool = Tool.find("qemu-nbd");
        ProcessBuilder builder = tool.builder(arguments);
        endWithUs(builder);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(errors(directory).toFile());
        Process process = tool.start(builder);
        var server = new QemuNbd(process, directory, uri);
        boolean ready = false;
        try {
            server.awaitReady(arguments.get(arguments.size() - 1));
            ready = true;
            return server;
        } finally {
            if (!ready) {
                Tool.end(process);
            }
        }
    }

    private static List<String> arguments(Served served, Path directory) throws NbdException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-f", Tool.value("format", served.format())));
        arguments.addAll(List.of("-x", Tool.value("export", served.export())));
        if (served.address().isPresent()) {
            InetSocketAddress address = served.address().get();
            arguments.addAll(List.of("-b", address.getAddress().getHostAddress()));
            arguments.addAll(List.of("-p", Integer.toString(address.getPort())));
        } else {
            arguments.addAll(List.of("-k", socket(directory).toString()));
        }
        arguments.add("--pid-file=" + pidFile(directory));
        if (served.readOnly()) {
            arguments.add("-r");
        }
        if (served.discard()) {
            arguments.add("--discard=unmap");
        }
        if (served.clients() > 1) {
            arguments.addAll(List.of("-t", "-e", Integer.toString(served.clients())));
        }
        if (served.bitmap().isPresent()) {
            arguments.add("--bitmap=" + served.bitmap().get());
        }
        arguments.addAll(List.of("--", Tool.file(served.image())));
        return arguments;
    }

    private static NbdUri place(Served served, Path directory) {
        return served.address()
                .map(address -> NbdUri.tcp(address.getAddress().getHostAddress(), address.getPort(), served.export()))
                .orElseGet(() -> NbdUri.unix(socket(directory), served.export()));
    }

    /**
     * The kernel ends the server when the thread that started it ends, which a SIGKILL of this process brings about.
     */
    private static void endWithUs(ProcessBuilder builder) {
        Tool.where("setpriv").ifPresent(setpriv -> {
            List<String> command = new ArrayList<>(List.of(setpriv.toString(), "--pdeathsig", "TERM", "--"));
            command.addAll(builder.command());
            builder.command(command);
        });
    }

    private void awaitReady(String what) throws NbdException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        // The pid file is written when the socket listens; a connect as a test would use up the only client.
        while (!Files.exists(pidFile(directory))) {
            try {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new NbdException("qemu-nbd cannot serve " + what + ": " + words());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NbdException("the start of qemu-nbd was interrupted", e);
            }
            if (System.nanoTime() > deadline) {
                throw new NbdException(
                        "qemu-nbd does not listen after " + START_PATIENCE.toSeconds() + " s: " + words());
            }
        }
    }

    /** Where clients find the export. */
    public NbdUri uri() {
        return uri;
    }

    /** Number of the process. */
    public long pid() {
        return process.pid();
    }

    /**
     * Waits until the server, whose only client has taken leave, has closed its image and ended.
     *
     * @throws NbdException when it does not end in time, or not well: the image may then be incomplete
     */
    public void awaitEnd(Duration patience) throws NbdException {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NbdException("qemu-nbd has not closed its image after " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NbdException("the wait for qemu-nbd was interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new NbdException("qemu-nbd failed with exit " + process.exitValue() + ": " + words());
        }
    }

    /** Ends the server, with a signal when it runs still, and removes its socket. */
    @Override
    public void close() {
        Tool.end(process);
        delete(directory);
    }

    private String words() {
        try {
            String text = Tool.shorten(Files.readString(errors(directory)));
            return text.isEmpty() ? "it gave no reason" : text;
        } catch (IOException e) {
            return "its reason cannot be read: " + e.getMessage();
        }
    }

    private static Path temporaryDirectory() throws NbdException {
        try {
            // Only its owner may enter, so that nobody else connects. Short: the path of a socket has 107 bytes.
            return Files.createTempDirectory(
                    "nbd", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new NbdException("no directory for the socket of qemu-nbd: " + e.getMessage(), e);
        }
    }

    private static Path socket(Path directory) {
        return directory.resolve("s");
    }

    private static Path pidFile(Path directory) {
        return directory.resolve("pid");
    }

    private static Path errors(Path directory) {
        return directory.resolve("errors");
    }

    private static void delete(Path directory) {
        try {
            for (Path file : List.of(socket(directory), pidFile(directory), errors(directory), directory)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.getLogger(QemuNbd.class.getName()).log(System.Logger.Level.DEBUG, directory + " was left behind", e);
        }
    }
}
