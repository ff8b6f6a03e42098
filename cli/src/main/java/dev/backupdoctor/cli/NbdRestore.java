package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.libvirt.Connection;
import dev.backupdoctor.nbd.libvirt.Domain;
import dev.backupdoctor.nbd.libvirt.DomainConfig;
import dev.backupdoctor.nbd.libvirt.DomainXml;
import dev.backupdoctor.nbd.restore.Restore;
import dev.backupdoctor.nbd.restore.Restore.Planned;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.DataFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nbd restore}: what virtnbdrestore does. */
@Command(
        name = "restore",
        header = {
            "Restores the disks of a backup set, at its last point or an earlier one.",
            "",
            "Examples:",
            "  backup-doctor nbd restore -i /backup/web -o /images",
            "  backup-doctor nbd restore -i /backup/web -o /images --until virtnbdbackup.3 -d vda",
            "  backup-doctor nbd restore -i /backup/web -o /images -D -N web-2",
            ""
        })
final class NbdRestore implements Callable<Integer> {
    private static final int ERROR = 1;

    private final Terminal terminal;

    @Mixin
    private NbdConnectionOptions connection = new NbdConnectionOptions();

    @Mixin
    private NbdRestoreOptions options = new NbdRestoreOptions();

    @Mixin
    private NbdLogOptions logging = new NbdLogOptions();

    private String uri = "";

    NbdRestore(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, UsageError {
        options.check();
        String action = options.action();
        uri = connection.uriOfThisHost();
        if ("dump".equals(action)) {
            return NbdDump.dump(options.input(), terminal);
        }
        try (var log = logging.open(terminal);
                var interruption = new Interruption(Thread.currentThread(), ERROR)) {
            log.info("printVersion", "Version: " + Main.version());
            try {
                if ("verify".equals(action)) {
                    return NbdVerify.verify(options.input(), log);
                }
                restore(log);
            } catch (IOException e) {
                log.error("main", Reason.of(e));
                log.error("main", interruption.isCaught() ? "Signal caught: restore interrupted" : "Restore failed");
                return ERROR;
            }
            log.info("main", "Finished successfully");
            return ExitCode.CLEAN;
        }
    }

    private void restore(NbdLog log) throws IOException, UsageError {
        BackupSet set = BackupSet.read(options.input());
        set.problems().forEach(problem -> log.warning("set", problem.place() + " " + problem.message()));
        List<Planned> restored = options.restore(set).run(new Listener(log));
        sayWhatIsNotProved(restored, log);
        if (!options.hasSequence()) {
            config(set, restored, log);
        }
    }

    /** Sets of versions that wrote no sums restore as well as they can be known. */
    private static void sayWhatIsNotProved(List<Planned> restored, NbdLog log) {
        long files = restored.stream()
                .flatMap(disk -> disk.chain().files().stream())
                .filter(file -> !file.canBeProved())
                .count();
        if (files > 0) {
            log.warning("restore", "Not proved: " + files + " of the files that were restored have no checksum.");
        }
    }

    /** Copies the description of the domain, or fits it to the restored images and defines it. */
    private void config(BackupSet set, List<Planned> restored, NbdLog log) throws IOException, UsageError {
        Optional<Path> saved = description(set.directory(), restored.get(0).chain());
        if (saved.isEmpty()) {
            log.warning("restoreConfig", "No description of the domain found in the set.");
            return;
        }
        String xml = Files.readString(saved.get(), StandardCharsets.UTF_8);
        Path target = options.output()
                .resolve(options.configName().orElse(String.valueOf(saved.get().getFileName())));
        if (!options.adjusts()) {
            Files.writeString(target, xml, StandardCharsets.UTF_8);
            log.info("restoreConfig", "Copied original vm config to [" + target + "]");
            log.info("restoreConfig", "Note: virtual machine config must be adjusted manually.");
            return;
        }
        Map<String, Path> images = new LinkedHashMap<>();
        restored.forEach(disk -> images.put(disk.chain().disk(), disk.target()));
        String adjusted = DomainConfig.adjusted(xml, images, options.name());
        Files.writeString(target, adjusted, StandardCharsets.UTF_8);
        log.info("restoreConfig", "Adjusted config placed in: [" + target + "]");
        if (options.defines()) {
            try (Connection open = Connection.open(uri);
                    Domain defined = open.define(adjusted)) {
                log.info("defineDomain", "Successfully defined domain: [" + defined.name() + "]");
            }
        }
        DomainXml.parse(xml).bootFiles().stream()
                .filter(file -> !Files.exists(Path.of(file)))
                .forEach(file -> log.warning(
                        "restoreFiles", "Boot file [" + file + "] is not on this host; copy it from the set."));
    }

    /** The description that was saved with the newest file of a chain that has one. */
    private static Optional<Path> description(Path directory, Chain chain) {
        List<DataFile> files = new ArrayList<>(chain.files());
        Collections.reverse(files);
        for (DataFile file : files) {
            String ident = switch (file.name().level()) {
                case COPY -> "copy";
                case DIFF -> file.name().ident();
                case FULL, INC -> file.meta().checkpointName();
            };
            Path config = directory.resolve("vmconfig." + ident + ".xml");
            if (Files.exists(config)) {
                return Optional.of(config);
            }
        }
        return Optional.empty();
    }

    /** Says what is restored in the words of the original. */
    private final class Listener implements Restore.Listener {
        private final NbdLog log;
        private final AtomicLong wrote = new AtomicLong();

        Listener(NbdLog log) {
            this.log = log;
        }

        @Override
        public void begins(Planned disk) {
            wrote.set(0);
            log.info("restore", "Restoring disk [" + disk.chain().disk() + "] to: [" + disk.target() + "]");
            disk.chain()
                    .files()
                    .forEach(file -> log.info("restore", "Applying data from backup file: [" + file.path() + "]."));
        }

        @Override
        public void wrote(Planned disk, long bytes) {
            long total = Math.max(
                    1,
                    disk.chain().files().stream()
                            .mapToLong(file -> file.meta().dataSize())
                            .sum());
            log.progress(disk.chain().disk(), wrote.addAndGet(bytes), total);
        }

        @Override
        public void ended(Planned disk) {
            log.info("restoreData", "End of stream, [" + wrote.get() + "] bytes of data processed");
            options.until().ifPresent(point -> log.info("restoreData", "Reached checkpoint [" + point + "], stopping"));
        }
    }
}
