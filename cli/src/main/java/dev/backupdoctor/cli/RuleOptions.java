package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.UserFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the user's own rules lie. */
final class RuleOptions {

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "Directory with further .rule and .format files. May be given more than once.")
    private List<Path> directories = new ArrayList<>();

    /**
     * The files that may be used; a directory that is not there is an error, one that cannot be trusted is left out
     * with a warning.
     */
    List<UserFile> files(PrintWriter err) throws UsageError, IOException {
        List<UserFile> files = new ArrayList<>();
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) {
                throw new UsageError("--rules: there is no directory " + directory);
            } else if (TrustedDirectory.mayBeUsed(directory)) {
                files.addAll(RuleFiles.in(directory));
            } else {
                err.println("backup-doctor: rules of " + directory + " are ignored: as root, only directories that"
                        + " belong to root and that nobody else can write to are used");
            }
        }
        return files;
    }
}
