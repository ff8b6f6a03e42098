package dev.backupdoctor.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much a restore or a map says, and where to; letters and names are those of the originals. */
final class NbdLogOptions {

    @Option(
            names = {"-n", "--noprogress"},
            description = "Show no progress.")
    private boolean noProgress;

    @Option(
            names = {"-L", "--logfile"},
            paramLabel = "FILE",
            description = "Write the log into this file too.")
    private @Nullable Path logFile;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show more.")
    private boolean verbose;

    // Our lines have no colour.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--nocolor", hidden = true)
    private boolean noColor;

    NbdLog open(Terminal terminal) throws IOException {
        return new NbdLog(
                terminal.errors(),
                verbose,
                false,
                Optional.ofNullable(logFile),
                noProgress ? Optional.empty() : NbdProgress.on(terminal));
    }
}
