package dev.backupdoctor.cli;

import dev.backupdoctor.core.fix.FixException;
import dev.backupdoctor.core.fix.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * Where things are kept from one run to the next, the journal of fixes among them: {@code backup-doctor} in the user's
 * state directory.
 */
record StateDirectory(Terminal terminal) {

    /**
     * The directory; made if it is not there and can be made. Empty, with a warning, where there is none, or as root
     * where somebody else could change what lies in it.
     */
    Optional<Path> find() {
        Optional<Path> named = named(terminal.environment());
        if (named.isEmpty()) {
            warn("nothing is kept for later checks: neither XDG_STATE_HOME nor HOME names a directory");
            return Optional.empty();
        }
        Path directory = named.get();
        try {
            make(directory);
        } catch (IOException e) {
            // Whoever wants to keep something in it will say why that cannot be.
            return named;
        }
        if (!TrustedDirectory.mayBeUsed(directory)) {
            warn("what is kept in " + directory + " is ignored: as root, only directories that belong to root and that"
                    + " nobody else can write to are used");
            return Optional.empty();
        }
        return named;
    }

    private void warn(String text) {
        terminal.errors().println("backup-doctor: " + Complaint.safe(text));
    }

    /** The directory of the journal, there or not. */
    static Path of(Map<String, String> environment) throws FixException {
        return named(environment)
                .orElseThrow(() -> new FixException("there is no place for the journal: set HOME or XDG_STATE_HOME"));
    }

    /** The journal, in a directory that nobody else can have prepared. */
    static Journal journal(Map<String, String> environment) throws FixException, IOException {
        Path state = of(environment);
        make(state);
        if (!TrustedDirectory.mayBeUsed(state)) {
            throw new FixException("the journal cannot be kept in " + state
                    + ": as root, it needs a directory that belongs to root and that nobody else can write to");
        }
        return new Journal(state);
    }

    /** What is above it is made as any directory is. */
    private static void make(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path above = directory.getParent();
            Files.createDirectories(above == null ? directory : above);
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** As the XDG base directory specification has it: a path that is not absolute does not count. */
    private static Optional<Path> named(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        Optional<Path> base = state.startsWith("/")
                ? Optional.of(Path.of(state))
                : home.startsWith("/") ? Optional.of(Path.of(home, ".local", "state")) : Optional.empty();
        return base.map(b -> b.resolve("backup-doctor"));
    }
}
