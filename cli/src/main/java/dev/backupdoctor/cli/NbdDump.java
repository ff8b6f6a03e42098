package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Dump;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nbd dump}: the heads of all data files. */
@Command(
        name = "dump",
        header = {
            "Prints what the data files of a backup set say about themselves, as JSON.",
            "",
            "Examples:",
            "  backup-doctor nbd dump /backup/web",
            ""
        })
final class NbdDump implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "Directory of the set.")
    private Path directory = Path.of("");

    @Option(names = "--format", defaultValue = "json", paramLabel = "FORMAT", description = "json, which it always is.")
    private String format = "";

    NbdDump(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, UsageError {
        if (!"json".equals(format)) {
            throw new UsageError("a dump is JSON, as the original's is; there is no format " + format);
        }
        return dump(directory, terminal);
    }

    static int dump(Path directory, Terminal terminal) throws IOException {
        var json = new ByteArrayOutputStream();
        Dump.write(BackupSet.read(directory), json);
        terminal.print(out -> out.write(json.toString(StandardCharsets.UTF_8)));
        return ExitCode.CLEAN;
    }
}
