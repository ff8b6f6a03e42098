package dev.backupdoctor.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.backup.Backup;
import dev.backupdoctor.nbd.backup.BackupLog;
import dev.backupdoctor.nbd.backup.BackupRequest;
import dev.backupdoctor.nbd.backup.Level;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainSource;
import dev.backupdoctor.nbd.set.Verification;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of the package's documentation is run here, line by line. */
@RequiresLibvirt
class LibraryExampleIT {
    private static final int MIB = 1024 * 1024;

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    @Test
    void saves() throws IOException, InterruptedException {
        var domain = bench.domain().disk("vda", MIB).start().write("vda", 0x55, 0, 512);
        ByteBuffer bootSector = ByteBuffer.allocate(512);
        var request = BackupRequest.of(bench.uri(), domain.name(), Level.AUTO, bench.newDirectory("set"));

        Backup.run(request, BackupLog.SILENT);

        BackupSet set = BackupSet.read(request.target());
        if (Verification.of(set, 2, bytes -> {}).isBroken()) {
            throw new IOException(request.target() + " is damaged: " + set.problems());
        }
        try (ChainSource disk = ChainSource.open(Chain.latest(set, "vda"))) {
            disk.read(0, bootSector);
        }

        assertThat(bootSector.array()).containsOnly(0x55);
        domain.undefine();
    }

    @Test
    void isWhatTheDocumentationShows() throws IOException {
        String here = Files.readString(Path.of("src/test/java/dev/backupdoctor/nbd/LibraryExampleIT.java"));
        String shown = Files.readString(Path.of("src/main/java/dev/backupdoctor/nbd/package-info.java"));
        List<String> lines = shown.substring(shown.indexOf("Backup.run("), shown.indexOf("}</pre>"))
                .lines()
                .map(line -> line.replaceFirst("^ \\*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();

        assertThat(lines)
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(here).contains(line));
    }
}
