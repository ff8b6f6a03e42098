package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.UserFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the user's own rules lie: in the configuration directory, and where {@code --rules} says. */
final class RuleOptions {

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "Directory with further .rule and .format files, besides backup-doctor/rules in the user's"
                    + " configuration directory. May be given more than once.")
    private List<Path> directories = new ArrayList<>();

    /**
     * The files that may be used; a directory that is not there is an error, one that cannot be trusted is left out
     * with a warning, and so is named what takes the place of a built-in file.
     */
    List<UserFile> files(Terminal terminal, Engine engine) throws UsageError, IOException {
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) {
                throw new UsageError("--rules: there is no directory " + directory);
            }
        }
        return filesThere(terminal, engine);
    }

    /** The same where a directory may be yet to be made. */
    List<UserFile> filesThere(Terminal terminal, Engine engine) throws IOException {
        List<UserFile> files = new ArrayList<>();
        for (Path directory : all(terminal.environment())) {
            if (TrustedDirectory.mayBeUsed(directory)) {
                files.addAll(RuleFiles.in(directory));
            } else {
                warn(
                        terminal,
                        "rules of " + directory + " are ignored: as root, only directories that belong to root and"
                                + " that nobody else can write to are used");
            }
        }
        engine.shadows(files).forEach(warning -> warn(terminal, "warning: " + warning));
        return files;
    }

    private static void warn(Terminal terminal, String text) {
        terminal.errors().println("backup-doctor: " + Complaint.safe(text));
    }

    /** What {@code --rules} names comes last: of two files with one name the last is used. */
    private List<Path> all(Map<String, String> environment) {
        List<Path> all = new ArrayList<>();
        configured(environment).ifPresent(all::add);
        all.addAll(directories);
        all.removeIf(directory -> !Files.isDirectory(directory));
        return all;
    }

    /** Where a new file goes. */
    Path target(Terminal terminal) throws UsageError {
        return directories.isEmpty()
                ? configured(terminal.environment())
                        .orElseThrow(() -> new UsageError("there is no configuration directory; say --rules DIR"))
                : directories.get(0);
    }

    /** True when the user named the directory. */
    boolean named() {
        return !directories.isEmpty();
    }

    /** As the XDG base directory specification has it: a path that is not absolute does not count. */
    private static Optional<Path> configured(Map<String, String> environment) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        Optional<Path> base = config.startsWith("/")
                ? Optional.of(Path.of(config))
                : home.startsWith("/") ? Optional.of(Path.of(home, ".config")) : Optional.empty();
        return base.map(b -> b.resolve("backup-doctor").resolve("rules"));
    }
}
