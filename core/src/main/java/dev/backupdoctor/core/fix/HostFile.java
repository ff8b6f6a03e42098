package dev.backupdoctor.core.fix;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of this host that is to be replaced: its directory, with links resolved, and its name.
 *
 * <p>Links in the way to the file are followed once, if they belong to root or to the user who runs this; afterwards
 * each directory is opened in the one above, so that a link that is put there later is refused. The file itself may not
 * be a link.
 */
final class HostFile {

    /** A configuration is smaller. */
    static final int MAX_BYTES = 16 << 20;

    private final Path path;
    private final List<String> directories;
    private final String name;

    /**
     * What the file is now.
     *
     * @param content one char per byte
     * @param identity of the file itself, whatever it is called
     */
    record Snapshot(String content, FileState state, String identity) {}

    private HostFile(Path path, List<String> directories, String name) {
        this.path = path;
        this.directories = List.copyOf(directories);
        this.name = name;
    }

    /** The file of this path; it need not be there. */
    static HostFile at(Path path) throws FixException, IOException {
        Path directory = path.getParent();
        Path last = path.getFileName();
        if (!path.isAbsolute() || directory == null || last == null) {
            throw new FixException(path + " is no absolute path of a file");
        }
        refuseForeignLinks(directory);
        Path real = directory.toRealPath();
        List<String> names = new ArrayList<>();
        real.forEach(element -> names.add(raw(element)));
        return new HostFile(real.resolve(last), names, raw(last));
    }

    /** Somebody else's link could lead root's edit anywhere. */
    private static void refuseForeignLinks(Path directory) throws FixException, IOException {
        int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        for (Path above = directory; above != null; above = above.getParent()) {
            if (Files.isSymbolicLink(above)) {
                int owner = (Integer) Files.getAttribute(above, "unix:uid", LinkOption.NOFOLLOW_LINKS);
                if (owner != 0 && owner != self) {
                    throw new FixException(above + " is a symbolic link of another user; it is not followed");
                }
            }
        }
    }

    /** The bytes of one element of a path, one per char: the locale need not be able to express them. */
    private static String raw(Path element) {
        String encoded = Path.of("/").resolve(element).toUri().getRawPath();
        // A directory has a slash at its end.
        String last = encoded.endsWith("/") ? encoded.substring(1, encoded.length() - 1) : encoded.substring(1);
        var bytes = new StringBuilder();
        for (int i = 0; i < last.length(); i++) {
            char c = last.charAt(i);
            if (c == '%') {
                bytes.append((char) Integer.parseInt(last, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.append(c);
            }
        }
        return bytes.toString();
    }

    /** The path with the links on the way resolved. */
    Path path() {
        return path;
    }

    /** A name, one char per byte, that no other file beside this one has. */
    String beside() {
        String unique = Long.toHexString(new SecureRandom().nextLong() >>> 16);
        String shortened = name.substring(0, Math.min(name.length(), 200));
        return "." + shortened + ".backup-doctor-" + unique;
    }

    /** What the file is now. */
    Snapshot read() throws FixException, IOException {
        try (Descriptor directory = directory()) {
            return read(directory);
        }
    }

    private Snapshot read(Descriptor directory) throws FixException, IOException {
        try (Descriptor file = directory.file(name)) {
            Descriptor.Status status = file.status();
            if (!status.isRegular()) {
                throw new FixException(path + " is no regular file");
            } else if (status.names() != 1) {
                throw new FixException(path + " has " + status.names()
                        + " names (hard links): replacing one of them would part it from the others");
            }
            String content = file.read(MAX_BYTES);
            return new Snapshot(content, FileState.of(content, status, file.attributes()), status.identity());
        } catch (FileSystemException e) {
            if (Files.isSymbolicLink(path)) {
                throw new FixException(path + " is a symbolic link; it is not followed: name the file itself", e);
            }
            throw e;
        }
    }

    /**
     * Puts a new file in the place of this one.
     *
     * @param old what must be there until the last moment
     * @param content one char per byte
     * @param wanted what the new one is to be
     * @param beside name for it until it is complete
     */
    void replace(Snapshot old, String content, FileState wanted, String beside) throws FixException, IOException {
        try (Descriptor directory = directory()) {
            Descriptor created = directory.create(beside);
            try {
                try (Descriptor made = created) {
                    made.write(content);
                    wanted.giveTo(made);
                    made.sync();
                    FileState state = FileState.of(content, made.status(), made.attributes());
                    if (!state.equals(wanted)) {
                        throw new FixException(
                                path + ": the new file would have another owner, mode or attribute than the old one");
                    }
                }
                Snapshot now = read(directory);
                if (!now.identity().equals(old.identity()) || !now.state().equals(old.state())) {
                    throw new FixException(path + " was changed a moment ago by somebody else");
                }
                directory.rename(beside, name);
            } finally {
                // Gone already when it took its place.
                directory.unlink(beside);
            }
            directory.sync();
        }
    }

    /** Removes what a run that was killed left beside the file. */
    void clean(String beside) throws IOException {
        try (Descriptor directory = directory()) {
            directory.unlink(beside);
        }
    }

    private Descriptor directory() throws IOException {
        Descriptor directory = Descriptor.root();
        for (String next : directories) {
            try (Descriptor above = directory) {
                directory = above.directory(next);
            }
        }
        return directory;
    }
}
