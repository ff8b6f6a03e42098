package dev.backupdoctor.core.fix;

import dev.backupdoctor.core.value.Utf8;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Keeps others from fixing the same thing meanwhile. The kernel lets go of it when the process dies. */
final class TargetLock implements AutoCloseable {

    private static final int NAME = 32;

    private final Set<String> targets;
    private final List<FileChannel> held = new ArrayList<>();

    private TargetLock(Collection<String> targets) {
        this.targets = Set.copyOf(targets);
    }

    Set<String> targets() {
        return targets;
    }

    /**
     * Locks all targets, or none.
     *
     * @param targets paths of files, or what a command is about
     */
    static TargetLock take(Path directory, Collection<String> targets) throws FixException, IOException {
        return tryTake(directory, targets)
                .orElseThrow(() -> new FixException(String.join(", ", new TreeSet<>(targets))
                        + ": another process is at work on this; nothing was changed"));
    }

    /** The same; empty when another process has one of them. */
    static Optional<TargetLock> tryTake(Path directory, Collection<String> targets) throws IOException {
        var lock = new TargetLock(targets);
        boolean all = false;
        try {
            for (String target : new TreeSet<>(targets)) {
                String name = FileState.sha256(Utf8.encode(target)).substring(0, NAME);
                Optional<FileChannel> taken = open(directory.resolve(name));
                if (taken.isEmpty()) {
                    return Optional.empty();
                }
                lock.held.add(taken.get());
            }
            all = true;
            return Optional.of(lock);
        } finally {
            if (!all) {
                lock.close();
            }
        }
    }

    /** The lock of a file; empty when somebody else has it. */
    private static Optional<FileChannel> open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException here) {
            // Another thread of this process has it.
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : held) {
            channel.close();
        }
    }
}
