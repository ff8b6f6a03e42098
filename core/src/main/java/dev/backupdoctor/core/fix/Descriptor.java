package dev.backupdoctor.core.fix;

import com.sun.jna.LastErrorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An open file or directory. What is asked of it is asked of that very file, whatever its name leads to meanwhile; what
 * is opened in it is no symbolic link.
 */
final class Descriptor implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final int number;
    private final String shown;

    private Descriptor(int number, String shown) {
        this.number = number;
        this.shown = shown;
    }

    /** The root directory: where every way to a file begins. */
    static Descriptor root() throws IOException {
        try {
            return open(-1, "/", "/", Libc.O_RDONLY | Libc.O_DIRECTORY, 0);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
            throw new IOException(
                    "cannot call the C library: " + why + "; set -Djna.tmpdir where the directory of temporary files is"
                            + " full or mounted noexec",
                    e);
        }
    }

    /** A directory in this one. */
    Descriptor directory(String name) throws IOException {
        return open(number, name, child(name), Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW, 0);
    }

    /** A file in this directory. A pipe does not make anybody wait. */
    Descriptor file(String name) throws IOException {
        return open(number, name, child(name), Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_NONBLOCK, 0);
    }

    /** A new file in this directory, that only its owner may read. */
    Descriptor create(String name) throws IOException {
        int flags = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_EXCL | Libc.O_NOFOLLOW;
        return open(number, name, child(name), flags, 0600);
    }

    private static Descriptor open(int directory, String name, String shown, int flags, int mode) throws IOException {
        try {
            return new Descriptor(Libc.openat(directory, bytes(name), flags | Libc.O_CLOEXEC, mode), shown);
        } catch (LastErrorException e) {
            throw failed(shown, e);
        }
    }

    private String child(String name) {
        return shown.equals("/") ? shown + name : shown + "/" + name;
    }

    void rename(String from, String to) throws IOException {
        call(child(to), () -> Libc.renameat(number, bytes(from), number, bytes(to)));
    }

    /** Removes a file that may be gone already. */
    void unlink(String name) throws IOException {
        try {
            Libc.unlinkat(number, bytes(name), 0);
        } catch (LastErrorException e) {
            if (e.getErrorCode() != Libc.ENOENT) {
                throw failed(child(name), e);
            }
        }
    }

    void sync() throws IOException {
        call(shown, () -> Libc.fsync(number));
    }

    /** All bytes from the begin, one per char. */
    String read(int limit) throws IOException {
        var all = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        while (true) {
            int count = (int) call(shown, () -> Libc.read(number, buffer, buffer.length));
            if (count == 0) {
                return all.toString(StandardCharsets.ISO_8859_1);
            }
            all.write(buffer, 0, count);
            if (all.size() > limit) {
                throw new FileSystemException(shown, null, "has more than " + limit + " bytes");
            }
        }
    }

    void write(String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; ) {
            byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + BUFFER));
            at += (int) call(shown, () -> Libc.write(number, part, part.length));
        }
    }

    /**
     * What the kernel says of a file.
     *
     * @param type the bits of its mode that say what it is
     * @param mode the other bits of its mode
     * @param names hard links
     * @param identity of the file itself, whatever it is called
     */
    record Status(int type, int mode, int user, int group, int names, String identity) {

        private static final int TYPE = 0170000;
        private static final int REGULAR = 0100000;

        boolean isRegular() {
            return type == REGULAR;
        }
    }

    Status status() throws IOException {
        // The link stands for the open file itself, not for its name.
        Map<String, Object> unix = Files.readAttributes(Path.of("/proc/self/fd/" + number), "unix:*");
        int mode = number(unix, "mode");
        return new Status(
                mode & Status.TYPE,
                mode & ~Status.TYPE,
                number(unix, "uid"),
                number(unix, "gid"),
                number(unix, "nlink"),
                unix.get("dev") + ":" + unix.get("ino"));
    }

    private static int number(Map<String, Object> unix, String name) {
        return (Integer) unix.getOrDefault(name, -1);
    }

    void own(int user, int group) throws IOException {
        call(shown, () -> Libc.fchown(number, user, group));
    }

    void mode(int mode) throws IOException {
        call(shown, () -> Libc.fchmod(number, mode));
    }

    /** Extended attributes by name, in base64: access control lists, labels of security modules, the user's own. */
    SortedMap<String, String> attributes() throws IOException {
        SortedMap<String, String> all = new TreeMap<>();
        try {
            byte[] names = new byte[BUFFER];
            int length = (int) Libc.flistxattr(number, names, names.length);
            String listed = new String(names, 0, length, StandardCharsets.ISO_8859_1);
            for (String name : listed.split("\0", -1)) {
                if (!name.isEmpty()) {
                    byte[] value = new byte[BUFFER];
                    int bytes = (int) Libc.fgetxattr(number, bytes(name), value, value.length);
                    all.put(name, Base64.getEncoder().encodeToString(Arrays.copyOf(value, bytes)));
                }
            }
        } catch (LastErrorException e) {
            if (e.getErrorCode() != Libc.ENOTSUP) {
                throw failed(shown, e);
            }
        }
        return all;
    }

    void attribute(String name, String base64) throws IOException {
        byte[] value = Base64.getDecoder().decode(base64);
        call(shown, () -> Libc.fsetxattr(number, bytes(name), value, value.length, 0));
    }

    void removeAttribute(String name) throws IOException {
        call(shown, () -> Libc.fremovexattr(number, bytes(name)));
    }

    @Override
    public void close() throws IOException {
        call(shown, () -> Libc.close(number));
    }

    /** A call that may set {@code errno}. */
    private interface Call {
        long run() throws LastErrorException;
    }

    private static long call(String shown, Call call) throws IOException {
        try {
            return call.run();
        } catch (LastErrorException e) {
            throw failed(shown, e);
        }
    }

    /** Names are bytes, one per char; see {@link HostFile}. */
    private static byte[] bytes(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    private static IOException failed(String shown, LastErrorException e) {
        int code = e.getErrorCode();
        FileSystemException failure = code == Libc.ENOENT
                ? new NoSuchFileException(shown)
                : new FileSystemException(
                        shown,
                        null,
                        switch (code) {
                            case Libc.EPERM -> "operation not permitted";
                            case Libc.EACCES -> "permission denied";
                            case Libc.EEXIST -> "is there already";
                            case Libc.ENOTDIR -> "is no directory, or a symbolic link";
                            case Libc.ELOOP -> "is a symbolic link";
                            case Libc.ENOSPC, Libc.EDQUOT -> "no space left";
                            case Libc.EROFS -> "the file system is read-only";
                            case Libc.ENOTSUP -> "not supported by the file system";
                            default -> "error " + code;
                        });
        failure.initCause(e);
        return failure;
    }
}
