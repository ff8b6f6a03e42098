package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.set.DataFileName;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/** A file that has another name until all of it is on the disk: half of it is never taken for the whole. */
final class PartialFile implements Closeable {
    private final Path target;
    private final Path partial;
    private final FileChannel channel;

    private PartialFile(Path target, Path partial, FileChannel channel) {
        this.target = target;
        this.partial = partial;
        this.channel = channel;
    }

    /**
     * Begins a file.
     *
     * @throws FileAlreadyExistsException when there is one of that name, or half of one
     */
    static PartialFile create(Path directory, String name) throws IOException {
        Path target = directory.resolve(name);
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "a data file is never written over; use another directory");
        }
        Path partial = directory.resolve(name + DataFileName.PARTIAL);
        try {
            return new PartialFile(target, partial, open(partial));
        } catch (FileAlreadyExistsException e) {
            var reason = new FileAlreadyExistsException(
                    partial.toString(), null, "an earlier backup broke off; begin a new chain in another directory");
            reason.initCause(e);
            throw reason;
        }
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    FileChannel channel() {
        return channel;
    }

    /** The name that the file will have. */
    Path path() {
        return target;
    }

    /** The name that the file has until it is completed. */
    Path partial() {
        return partial;
    }

    /** Returns when all that was written is on the disk. */
    void finish() throws IOException {
        channel.force(true);
        channel.close();
    }

    /** Removes the file, unless it is completed. */
    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(partial);
    }

    /** Gives the finished file its name and its sum. */
    void complete(OptionalLong sum) throws IOException {
        rename();
        recordSum(sum);
    }

    /** Gives the finished file its name. */
    void rename() throws IOException {
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes the sum; only now, because a sum without its file would say that a file was lost. */
    void recordSum(OptionalLong sum) throws IOException {
        if (sum.isPresent()) {
            Path file = target.resolveSibling(target.getFileName() + DataFileName.SUM);
            Target.write(file, Long.toString(sum.getAsLong()));
        } else {
            Target.sync(target.resolveSibling("."));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
