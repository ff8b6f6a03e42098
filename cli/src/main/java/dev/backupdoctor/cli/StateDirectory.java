package dev.backupdoctor.cli;

import dev.backupdoctor.core.fix.FixException;
import dev.backupdoctor.core.fix.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Where the journal of fixes lies: {@code backup-doctor} in the user's state directory. */
final class StateDirectory {

    private StateDirectory() {}

    /** As the XDG base directory specification has it: a path that is not absolute does not count. */
    static Path of(Map<String, String> environment) throws FixException {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        if (state.startsWith("/")) {
            return Path.of(state, "backup-doctor");
        } else if (home.startsWith("/")) {
            return Path.of(home, ".local", "state", "backup-doctor");
        }
        throw new FixException("there is no place for the journal: set HOME or XDG_STATE_HOME");
    }

    /** The journal, in a directory that nobody else can have prepared. */
    static Journal journal(Map<String, String> environment) throws FixException, IOException {
        Path state = of(environment);
        if (!Files.isDirectory(state)) {
            Path above = state.getParent();
            Files.createDirectories(above == null ? state : above);
            Files.createDirectories(
                    state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (!TrustedDirectory.mayBeUsed(state)) {
            throw new FixException("the journal cannot be kept in " + state
                    + ": as root, it needs a directory that belongs to root and that nobody else can write to");
        }
        return new Journal(state);
    }
}
