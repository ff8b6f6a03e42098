package dev.backupdoctor.nbd.testing;

import dev.backupdoctor.nbd.testing.Program.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A libvirtd of one test class, in a directory of its own, reached by a unix socket only.
 *
 * <pre>
 * {@literal @}RegisterExtension
 * static final LibvirtBench bench = new LibvirtBench();
 *
 * var domain = bench.domain().disk("vda", 16 * MIB).start();
 * domain.write("vda", 0xab, MIB, 64 * KIB);
 * bench.virtnbdbackup("-d", domain.name(), "-l", "full", "-o", set.toString()).ok();
 * domain.truth("vda");
 * </pre>
 *
 * <p>The daemon is that of a user's session and runs as nobody where the test is root: needs no rights, and leaves the
 * daemon of the host alone. It ends with the test, and its domains with it, even when the test's JVM is killed.
 */
public final class LibvirtBench implements BeforeAllCallback, AfterAllCallback {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** No labels, no namespaces, no cgroups and no second daemon: what a container has not to offer. */
    private static final String QEMU_CONF = """
            security_driver = "none"
            namespaces = []
            cgroup_controllers = []
            stdio_handler = "file"
            """;

    /** What a daemon needs that is reached from another host, and whose qemu shows a certificate. */
    private static final String LIBVIRTD_CONF = """
            listen_tls = 0
            listen_tcp = 1
            listen_addr = "127.0.0.1"
            tcp_port = "%d"
            auth_tcp = "none"
            """;

    /** Standard input ends when the test's JVM ends, however it ends; a line restarts the daemon. */
    private static final String KEEPER = """
            libvirtd "$@" 2>>libvirtd.log & daemon=$!
            while read -r word; do
                kill "-$word" $daemon; wait $daemon
                libvirtd "$@" 2>>libvirtd.log & daemon=$!
            done
            kill $daemon; wait $daemon
            for file in run/libvirt/qemu/run/*.pid; do
                case $file in */driver.pid|*'*'*) ;; *) kill -KILL "$(cat "$file")" ;; esac
            done
            """;

    private final AtomicInteger domains = new AtomicInteger();
    private final int port;
    private @Nullable Path directory;
    private @Nullable Process keeper;

    /** A bench that is reached by a unix socket only. */
    public LibvirtBench() {
        this(0);
    }

    private LibvirtBench(int port) {
        this.port = port;
    }

    /** A bench whose daemon also listens on a port of loopback, as that of another host would. */
    public static LibvirtBench listening() throws IOException {
        return new LibvirtBench(freePort());
    }

    /** A port of loopback that nobody listens on. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        // Short: the path of a unix socket has at most 107 bytes.
        directory = Files.createTempDirectory("bench");
        Files.createDirectories(directory.resolve("run"));
        Path config = Files.createDirectories(directory.resolve("home/.config/libvirt"));
        Files.writeString(config.resolve("qemu.conf"), QEMU_CONF);
        if (port > 0) {
            Files.writeString(config.resolve("libvirtd.conf"), LIBVIRTD_CONF.formatted(port));
            Files.createDirectories(certificates());
            Files.writeString(
                    config.resolve("qemu.conf"),
                    QEMU_CONF + "backup_tls_x509_cert_dir = \"" + certificates() + "\"\nbackup_tls_x509_verify = 1\n");
        }
        giveToDaemon(directory);
        List<String> words = new ArrayList<>();
        if (ROOT) {
            words.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        words.addAll(List.of("sh", "-c", KEEPER, "keeper"));
        if (port > 0) {
            words.add("--listen");
        }
        Path log = directory.resolve("keeper.log");
        keeper = program(words).start(log, log);
        awaitDaemon();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException, InterruptedException {
        if (keeper != null) {
            keeper.getOutputStream().close();
            if (!keeper.waitFor(START_LIMIT_NANOS, TimeUnit.NANOSECONDS)) {
                throw new AssertionError("the libvirtd of the bench in " + directory() + " did not end");
            }
        }
        try (Stream<Path> files = Files.walk(directory())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Where images and sets may lie; the daemon can read and write here. Deleted after the last test. */
    public Path directory() {
        if (directory == null) {
            throw new IllegalStateException("the bench starts before the first test of its class");
        }
        return directory;
    }

    /** A new directory below {@link #directory()} that the daemon can write. */
    public Path newDirectory(String name) throws IOException, InterruptedException {
        Path made = Files.createTempDirectory(directory(), name);
        giveToDaemon(made);
        return made;
    }

    /** How clients reach the daemon. The original takes no address with {@code +unix} in it. */
    public String uri() {
        return "qemu:///session?socket=" + directory().resolve("run/libvirt/libvirt-sock");
    }

    /** How clients on another host reach the daemon, if it is {@link #listening}. */
    public String remoteUri() {
        return "qemu+tcp://127.0.0.1:" + port + "/session";
    }

    /** Where the qemu of a daemon that is {@link #listening} looks for certificates; empty at first. */
    public Path certificates() {
        return directory().resolve("pki");
    }

    /** A domain with a name and a UUID of its own; it has no disk and is not defined yet. */
    public TestDomain domain() {
        return new TestDomain(this, "web-" + domains.incrementAndGet());
    }

    /** Runs virsh against the daemon. */
    public Ended virsh(String... arguments) throws IOException, InterruptedException {
        return run(List.of("virsh", "-q", "-c", uri()), arguments);
    }

    /** Runs the original backup program of Debian against the daemon. */
    public Ended virtnbdbackup(String... arguments) throws IOException, InterruptedException {
        return run(List.of("virtnbdbackup", "-U", uri()), arguments);
    }

    /** Runs the original restore program of Debian against the daemon. */
    public Ended virtnbdrestore(String... arguments) throws IOException, InterruptedException {
        return run(List.of("virtnbdrestore", "-U", uri()), arguments);
    }

    /**
     * Has the original restore a set into an empty directory.
     *
     * @param options beside {@code -i} and {@code -o}
     */
    public Ended originalRestore(Path set, Path into, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-i", set.toString(), "-o", into.toString()));
        arguments.addAll(List.of(options));
        Ended ended = virtnbdrestore(arguments.toArray(String[]::new));
        // It connects to the qemu-nbd that it has started without waiting for its socket; on a busy machine that fails.
        for (int again = 0; again < 10 && ended.log().contains("Unable to connect nbd server"); again++) {
            try (Stream<Path> files = Files.list(into)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            ended = virtnbdrestore(arguments.toArray(String[]::new));
        }
        return ended;
    }

    /** Any program, with the home and the directory of the bench. */
    public Program program(List<String> words) {
        Path home = directory().resolve("home");
        return new Program(
                words,
                Map.of(
                        "HOME",
                        home.toString(),
                        "XDG_RUNTIME_DIR",
                        directory().resolve("run").toString()),
                directory());
    }

    /** Stops the daemon in the orderly way and starts it anew; domains go on. */
    public void restartDaemon() throws IOException, InterruptedException {
        restart("TERM");
    }

    /** Kills the daemon and starts it anew; domains go on. */
    public void killDaemon() throws IOException, InterruptedException {
        restart("KILL");
    }

    private void restart(String signal) throws IOException, InterruptedException {
        if (keeper == null) {
            throw new IllegalStateException("the bench has not started");
        }
        Path pid = directory().resolve("run/libvirt/libvirtd.pid");
        String before = Files.readString(pid);
        keeper.getOutputStream().write((signal + "\n").getBytes(StandardCharsets.US_ASCII));
        keeper.getOutputStream().flush();
        await(
                "a new libvirtd",
                () -> Files.exists(pid) && !Files.readString(pid).equals(before));
        awaitDaemon();
    }

    private void awaitDaemon() throws IOException, InterruptedException {
        await("libvirtd", () -> virsh("uri").exit() == 0);
    }

    /** Something that comes true sooner or later. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    static void await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT_NANOS;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Hands a directory, and what is in it, to the user that the daemon runs as. */
    public void giveToDaemon(Path path) throws IOException, InterruptedException {
        if (ROOT) {
            Program.of("chown", "-R", "nobody:nogroup", path.toString()).run().ok();
        }
    }

    private Ended run(List<String> words, String... arguments) throws IOException, InterruptedException {
        return program(Stream.concat(words.stream(), Arrays.stream(arguments)).toList())
                .run();
    }
}
