package dev.backupdoctor.core.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How far a log had been written when it was read.
 *
 * <p>The same device, inode and first bytes: the same log, be it longer now. A rotation that renames changes the inode,
 * one that copies and truncates the length and, as soon as something new is written, the first bytes.
 *
 * @param head hash of the first bytes, at most {@link #HEAD_BYTES}
 */
record LogMark(String file, String head, long bytes) {

    static final int HEAD_BYTES = 1024;

    /** The mark of a file of which so many bytes were read; empty when it cannot be read any more. */
    static Optional<LogMark> of(Path path, long bytes) {
        try (InputStream in = Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            Object device = Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
            Object inode = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
            byte[] first = in.readNBytes((int) Math.min(bytes, HEAD_BYTES));
            return Optional.of(new LogMark(device + ":" + inode, hash(first), bytes));
        } catch (IOException | UnsupportedOperationException gone) {
            return Optional.empty();
        }
    }

    /** As it is kept. */
    String line() {
        return file + " " + head + " " + bytes;
    }

    private static String hash(byte[] first) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(first), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
