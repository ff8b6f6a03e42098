package dev.backupdoctor.nbd.restore;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * An image on its way: {@code web.qcow2.partial} until {@link #complete} makes it {@code web.qcow2}.
 *
 * <p>A restore that was killed leaves one behind, which the next takes over. One that is being written is locked, with
 * a byte far behind those that qemu locks.
 */
final class PartialImage implements AutoCloseable {
    static final String SUFFIX = ".partial";
    private static final System.Logger LOG = System.getLogger(PartialImage.class.getName());
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path target;
    private final Path partial;
    private final FileChannel channel;
    private boolean completed;

    private PartialImage(Path target, Path partial, FileChannel channel) {
        this.target = target;
        this.partial = partial;
        this.channel = channel;
    }

    /**
     * Makes the file, empty.
     *
     * @throws FileAlreadyExistsException when the target is there: it is never overwritten
     * @throws IOException when another restore writes it
     */
    static PartialImage of(Path target) throws IOException {
        refuseExisting(target);
        Path partial = target.resolveSibling(target.getFileName() + SUFFIX);
        FileChannel channel = FileChannel.open(
                partial,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        boolean opened = false;
        try {
            lock(partial, channel);
            channel.truncate(0);
            opened = true;
            return new PartialImage(target, partial, channel);
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private static void refuseExisting(Path target) throws FileAlreadyExistsException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "it is there already and is not overwritten; choose another directory");
        }
    }

    private static void lock(Path partial, FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock != null) {
                // Held until the channel is closed.
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("another restore of this process writes " + partial, e);
        }
        throw new IOException("another restore writes " + partial + "; wait for its end");
    }

    /** Where the image is for now. */
    Path path() {
        return partial;
    }

    /** The same, open for reading and writing. */
    FileChannel channel() {
        return channel;
    }

    /** Makes all of it durable, then gives it its name. */
    void complete() throws IOException {
        channel.force(true);
        refuseExisting(target);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        completed = true;
        syncDirectory();
    }

    private void syncDirectory() throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /** Removes what was not completed. */
    @Override
    public void close() throws IOException {
        try {
            if (!completed) {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot remove " + partial + ": " + e.getMessage());
        } finally {
            channel.close();
        }
    }
}
