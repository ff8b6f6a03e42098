package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.restore.Compare;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainSource;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nbd compare}: whether an image holds what a set holds. */
@Command(
        name = "compare",
        header = {
            "Compares a point of a backup set with an image that nothing writes to, block by block.",
            "",
            "Examples:",
            "  backup-doctor nbd compare /backup/web --disk vda /images/web.qcow2",
            "  backup-doctor nbd compare /backup/web --disk vda --until virtnbdbackup.2 old.raw --image-format raw",
            ""
        })
final class NbdCompare implements Callable<Integer> {
    private static final int DIFFERENT = 1;
    private static final int MOST_SHOWN = 20;

    private final Terminal terminal;

    @Mixin
    private NbdSetOptions options = new NbdSetOptions();

    @Parameters(index = "1", paramLabel = "IMAGE", description = "Image to compare with.")
    private Path image = Path.of("");

    @Option(
            names = {"-d", "--disk"},
            required = true,
            paramLabel = "DISK",
            description = "Disk of the set, e.g. vda.")
    private String disk = "";

    @Option(
            names = {"-u", "--until"},
            paramLabel = "POINT",
            description = "Checkpoint to compare (default: the last point).")
    private @Nullable String until;

    @Option(
            names = "--image-format",
            defaultValue = "qcow2",
            paramLabel = "FORMAT",
            description = "Format of the image (default: ${DEFAULT-VALUE}).")
    private String imageFormat = "";

    NbdCompare(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, UsageError {
        boolean json = options.json();
        BackupSet set = BackupSet.read(options.directory());
        Chain chain = until == null ? Chain.latest(set, disk) : Chain.until(set, disk, until);
        try (ChainSource source = ChainSource.open(chain)) {
            Compare compare = Compare.withImage(source, image, imageFormat, bytes -> {});
            if (json) {
                terminal.print(out -> out.write(NbdJson.of(compare)));
            } else {
                terminal.print(out -> write(compare, out));
            }
            return compare.isSame() ? ExitCode.CLEAN : DIFFERENT;
        }
    }

    private static void write(Compare compare, Writer out) throws IOException {
        if (compare.isSame()) {
            out.write("identical: " + compare.sourceSize() + " bytes\n");
            return;
        }
        if (compare.sourceSize() != compare.otherSize()) {
            out.write("sizes differ: the set has " + compare.sourceSize() + " bytes, the image " + compare.otherSize()
                    + "\n");
        }
        out.write(compare.differingBytes() + " bytes differ\n");
        for (Extent extent : compare.differences().stream().limit(MOST_SHOWN).toList()) {
            out.write("  at " + extent.offset() + ": " + extent.length() + " bytes\n");
        }
        if (compare.differences().size() > MOST_SHOWN) {
            out.write("  and " + (compare.differences().size() - MOST_SHOWN) + " more ranges\n");
        }
    }
}
