package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.backup.BackupLog;
import dev.backupdoctor.nbd.restore.ChainMap;
import dev.backupdoctor.nbd.restore.ChainMap.Offer;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nbd map}: what virtnbdmap does. */
@Command(
        name = "map",
        header = {
            "Makes a backup usable as a disk without restoring it, until Ctrl-C. Writes are thrown away at the end.",
            "",
            "Examples:",
            "  backup-doctor nbd map -f /backup/web/vda.full.data --no-device",
            "  backup-doctor nbd map -f /backup/web/vda.full.data,/backup/web/vda.inc.virtnbdbackup.1.data",
            "  backup-doctor nbd map -f /backup/web/vda.full.data -d /dev/nbd1 -r",
            ""
        })
final class NbdMap implements Callable<Integer> {
    private static final int ERROR = 1;

    private final Terminal terminal;

    @Option(
            names = {"-f", "--file"},
            required = true,
            split = ",",
            paramLabel = "FILE",
            description = "Data files in the order to be applied, a full or copy first.")
    private List<Path> files = List.of();

    @Option(
            names = {"-d", "--device"},
            defaultValue = "/dev/nbd0",
            paramLabel = "DEVICE",
            description = "Device to appear as (default: ${DEFAULT-VALUE}).")
    private Path device = Path.of("");

    @Option(names = "--no-device", description = "Only serve it; needs no root and no kernel module.")
    private boolean noDevice;

    @Option(
            names = {"-e", "--export-name"},
            defaultValue = "sda",
            paramLabel = "NAME",
            description = "Name of the export (default: ${DEFAULT-VALUE}).")
    private String export = "";

    @Option(
            names = {"-l", "--listen-address"},
            paramLabel = "ADDRESS",
            description = "Serve on this address (default: on a unix socket).")
    private @Nullable String address;

    @Option(
            names = {"-p", "--listen-port"},
            defaultValue = "10809",
            paramLabel = "PORT",
            description = "Port of the address (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = {"-r", "--readonly"},
            description = "Refuse writes.")
    private boolean readOnly;

    @Mixin
    private NbdLogOptions logging = new NbdLogOptions();

    // Accepted for the sake of scripts: blocks are looked up, not replayed.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-b", "--blocksize"},
            hidden = true)
    private @Nullable String blockSize;

    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-t", "--threads"},
            hidden = true)
    private @Nullable String threads;

    NbdMap(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, UsageError {
        Path first = files.get(0).toAbsolutePath();
        Path directory = Optional.ofNullable(first.getParent()).orElse(first);
        for (Path file : files) {
            if (!directory.equals(file.toAbsolutePath().getParent())) {
                throw new UsageError(file + " does not lie beside " + first + "; name files of one set");
            }
        }
        List<String> names =
                files.stream().map(file -> String.valueOf(file.getFileName())).toList();
        try (var log = logging.open(terminal);
                var interruption = new Interruption(Thread.currentThread(), ExitCode.CLEAN)) {
            try (ChainMap map = ChainMap.of(Chain.of(BackupSet.read(directory), names), offer())) {
                log.info("main", "Serving [" + map.uri() + "]");
                if (!noDevice) {
                    log.info("main", "Mapped to device: [" + device + "]");
                }
                terminal.print(out -> out.write(map.uri() + "\n"));
                awaitInterrupt();
            } catch (IllegalArgumentException e) {
                log.error("main", String.valueOf(e.getMessage()));
                return ERROR;
            } catch (IOException e) {
                log.error("main", Reason.of(e));
                return ERROR;
            }
            log.line(BackupLog.Severity.DEBUG, "main", "ended: " + interruption.isCaught());
            return ExitCode.CLEAN;
        }
    }

    private Offer offer() {
        Offer plain = readOnly ? Offer.reading(export) : Offer.writing(export);
        return new Offer(
                export,
                address == null ? Optional.empty() : Optional.of(new InetSocketAddress(address, port)),
                noDevice ? Optional.empty() : Optional.of(device),
                plain.writable(),
                plain.scratch());
    }

    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // This is how a map ends; its servers are closed next, which must not be interrupted.
        }
    }
}
