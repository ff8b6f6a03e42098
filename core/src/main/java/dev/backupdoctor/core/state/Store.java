package dev.backupdoctor.core.state;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.StringDataType;

/**
 * The file, while it is open. Everything that is put is there after {@link #save}, or nothing of it; whoever dies
 * before leaves the file as it was.
 */
final class Store implements AutoCloseable {

    static final String FILE = "state.mv";

    /** What this program writes; it reads nothing newer. */
    private static final int VERSION = 1;

    private static final Duration POLL = Duration.ofMillis(50);

    private final MVStore store;

    private Store(MVStore store) {
        this.store = store;
    }

    /**
     * Opens the store of a directory to put something into it; makes it if there is none.
     *
     * @param patience how long to wait while another run has it
     */
    static Store toWrite(Path directory, Duration patience) throws StateException, InterruptedIOException {
        Path file = directory.resolve(FILE);
        try {
            make(directory, file);
        } catch (IOException e) {
            throw new StateException("cannot keep anything in " + directory + ": " + reason(e), e);
        }
        if (!Files.isWritable(file)) {
            throw new StateException("cannot keep anything in " + file + ": it cannot be written");
        }
        return open(file, true, patience);
    }

    /** Opens the store of a directory to look into it; empty when there is none. Changes nothing. */
    static Optional<Store> toRead(Path directory, Duration patience) throws StateException, InterruptedIOException {
        Path file = directory.resolve(FILE);
        try {
            // One of no length was made by a run that died before it put anything.
            return Files.exists(file) && Files.size(file) > 0
                    ? Optional.of(open(file, false, patience))
                    : Optional.empty();
        } catch (StateException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new StateException("cannot look into " + file + ": " + reason(e), e);
        }
    }

    private static Store open(Path file, boolean write, Duration patience)
            throws StateException, InterruptedIOException {
        long began = System.nanoTime();
        while (true) {
            Optional<Store> opened = tryOpen(file, write);
            if (opened.isPresent()) {
                return opened.get();
            } else if (System.nanoTime() - began >= patience.toNanos()) {
                throw new StateException("another run has " + file + " open, and did not close it in time");
            }
            pause();
        }
    }

    private static void make(Path directory, Path file) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (!Files.exists(file)) {
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException otherRun) {
                // It will be found when the file is opened.
                return;
            }
        }
    }

    /** Empty when another run has it. */
    private static Optional<Store> tryOpen(Path file, boolean write) throws StateException {
        try {
            MVStore.Builder builder =
                    new MVStore.Builder().fileName(file.toString()).autoCommitDisabled();
            MVStore store = (write ? builder : builder.readOnly()).open();
            // Room that the last save no longer needs may be used at once: that save has reached the disk.
            store.setRetentionTime(0);
            store.setVersionsToKeep(0);
            Store opened = new Store(store);
            opened.checkVersion(file, write);
            return Optional.of(opened);
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                return Optional.empty();
            }
            throw failure(file, e);
        }
    }

    private void checkVersion(Path file, boolean write) throws StateException {
        MVMap<String, String> about = map("about");
        String version = about.get("version");
        if (version == null && write) {
            about.put("version", String.valueOf(VERSION));
        } else if (version != null && !version.equals(String.valueOf(VERSION))) {
            close();
            throw new StateException(file + " is of version " + version + ", and this program knows " + VERSION
                    + ": use the newer program, or move the file away");
        }
    }

    static StateException failure(Path file, MVStoreException e) {
        int code = e.getErrorCode();
        if (code == DataUtils.ERROR_FILE_CORRUPT || code == DataUtils.ERROR_UNSUPPORTED_FORMAT) {
            return new StateException(
                    file + " is damaged or was not made by this program; move it away to begin anew", e);
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new StateException("cannot use " + file + ": " + cause.getMessage(), e);
    }

    private static String reason(IOException e) {
        String said = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }

    private static void pause() throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the state of another run");
        }
    }

    /** The map of this name, made if there is none. */
    MVMap<String, String> map(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
    }

    /** Makes everything that was put last, across a loss of power too. */
    void save(Path directory) throws StateException {
        try {
            store.commit();
            store.sync();
        } catch (MVStoreException e) {
            throw failure(directory.resolve(FILE), e);
        }
    }

    /** What was not saved is as if it had never been put. */
    @Override
    public void close() {
        store.closeImmediately();
    }
}
