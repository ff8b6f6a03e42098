package dev.backupdoctor.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which set is looked at, and in which form that is said. */
final class NbdSetOptions {

    @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the set.")
    private Path directory = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private String format = "";

    Path directory() {
        return directory;
    }

    boolean json() throws UsageError {
        return NbdJson.isAskedFor(format);
    }
}
