package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.set.ChainException;
import dev.backupdoctor.nbd.set.DataFileName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directory that a set lies in, held by a lock against a second run. The lock ends with the process. */
final class Target implements AutoCloseable {
    private static final String LOCK = ".backup-doctor.lock";

    private final Path directory;
    private final FileChannel lockFile;

    private Target(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory if it is not there, and locks it.
     *
     * @throws ChainException when another run has it
     */
    static Target open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel file =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(file)) {
            file.close();
            throw refused("cannot back up into " + directory + ": another run is writing there; wait for its end");
        }
        return new Target(directory, file);
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path directory() {
        return directory;
    }

    Path resolve(String name) {
        return directory.resolve(name);
    }

    /** Names of what a run that broke off left half-written. */
    List<String> partials() throws IOException {
        return names().stream()
                .filter(name -> name.endsWith(DataFileName.PARTIAL))
                .toList();
    }

    /** Names of data files of any kind, finished or not. */
    List<String> dataFiles() throws IOException {
        return names().stream()
                .filter(name -> name.contains(DataFileName.SUFFIX))
                .toList();
    }

    /** Whether a chain begins here. */
    boolean hasFull() throws IOException {
        return names().stream().anyMatch(name -> name.endsWith(".full.data"));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }

    /** Removes a data file and its sum; false when there is none. */
    boolean remove(String dataFile) throws IOException {
        Files.deleteIfExists(resolve(dataFile + DataFileName.SUM));
        return Files.deleteIfExists(resolve(dataFile));
    }

    /** Remembers that a checkpoint is saved: what the list holds after this is whole. */
    void recordCheckpoints(String domain, List<String> checkpoints) throws IOException {
        write(directory.resolve(domain + ".cpt"), listOf(checkpoints));
    }

    /** The list as it is written. */
    static String listOf(List<String> checkpoints) {
        return checkpoints.stream()
                .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Writes a whole file so that a crash leaves the old one or the new one. */
    static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        sync(file.resolveSibling("."));
    }

    /** Makes the names in a directory durable. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
        }
    }

    /** A refusal that is about the set as it lies there. */
    static ChainException refused(String message) {
        return new ChainException(message, List.of());
    }

    @Override
    public void close() throws IOException {
        // The file stays: to delete it would let two runs lock two files of one name.
        lockFile.close();
    }
}
