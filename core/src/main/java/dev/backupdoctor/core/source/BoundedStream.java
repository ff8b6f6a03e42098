package dev.backupdoctor.core.source;

import com.github.luben.zstd.ZstdIOException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.compressors.CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a file, of a member, or of what a decompressor gives: counted, bounded, and with a look at the first ones.
 *
 * <p>Whatever goes wrong while reading, be it the disk, a decoder or a limit, is a {@link CutException} that comes
 * after the last good byte, and comes again at each further read. Only an interrupt passes through as it is.
 */
final class BoundedStream extends InputStream {

    /** Opens what is read. Done at the first read, so that a torn header is a cut like any other. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;

        /** A stream that is somebody else's to close. */
        static Opening shared(InputStream in) {
            return () -> new FilterInputStream(in) {
                @Override
                public void close() {}
            };
        }
    }

    /** Bytes that streams below decoders read at once. */
    static final int BUFFER = 64 * 1024;

    /** Of zstd_errors.h: ZSTD_error_frameParameter_windowTooLarge. */
    private static final long ZSTD_WINDOW_TOO_LARGE = 16;

    private enum Role {
        FILE,
        MEMBER,
        DECOMPRESSED
    }

    private final Role role;
    private final Opening opening;
    private final Budget budget;
    private final @Nullable BoundedStream below;
    private final long takenBefore;

    private byte[] head = {};
    private int headAt;
    private @Nullable InputStream in;
    private @Nullable CutException cut;
    private long count;
    private boolean ended;
    private boolean over;

    private BoundedStream(Role role, Opening opening, Budget budget, @Nullable BoundedStream below) {
        this.role = role;
        this.opening = opening;
        this.budget = budget;
        this.below = below;
        this.takenBefore = budget.takenBytes();
    }

    /** A file's own bytes, or standard input. */
    static BoundedStream file(Opening opening, Budget budget) {
        return new BoundedStream(Role.FILE, opening, budget, null);
    }

    /** A member that stands in its archive as it is; {@code archive} says whether the input has ended. */
    static BoundedStream member(Opening opening, Budget budget, BoundedStream archive) {
        return new BoundedStream(Role.MEMBER, opening, budget, archive);
    }

    /** What comes out of a decompressor that reads {@code below}. */
    static BoundedStream decompressed(Opening opening, Budget budget, BoundedStream below) {
        return new BoundedStream(Role.DECOMPRESSED, opening, budget, below);
    }

    /** The first bytes, at most {@code length}; fewer when there are no more. They are read again afterwards. */
    byte[] peek(int length) throws IOException {
        byte[] first = new byte[length];
        int filled = 0;
        for (int got = 0; got >= 0 && filled < length; filled += Math.max(0, got)) {
            got = pull(first, filled, length - filled);
        }
        head = Arrays.copyOf(first, filled);
        return head;
    }

    /** Bytes that came so far, those of the look ahead included. */
    long count() {
        return count;
    }

    /** True when the reader has met the end, or the cut; having looked ahead to it is not enough. */
    boolean over() {
        return over;
    }

    /** The cut, if the reader came that far. */
    Optional<CutException> cut() {
        return over ? Optional.ofNullable(cut) : Optional.empty();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        int ready = Math.min(length, head.length - headAt);
        if (ready > 0) {
            System.arraycopy(head, headAt, into, offset, ready);
            headAt += ready;
            return ready;
        }
        int got = pull(into, offset, length);
        over = got < 0;
        if (over && cut != null) {
            throw cut;
        }
        return got;
    }

    /** Passes over bytes, fewer at the end only. */
    @Override
    public long skip(long bytes) throws IOException {
        byte[] unused = new byte[(int) Math.max(1, Math.min(bytes, BUFFER))];
        long left = bytes;
        for (int got = 0; left > 0 && got >= 0; left -= Math.max(0, got)) {
            got = read(unused, 0, (int) Math.min(left, unused.length));
        }
        return bytes - left;
    }

    /** Reads more; -1 at the end or at the cut. */
    private int pull(byte[] into, int offset, int length) throws IOException {
        if (ended || cut != null) {
            return -1;
        }
        try {
            if (in == null) {
                in = opening.open();
            }
            int got = 0;
            while (got == 0) {
                got = in.read(into, offset, length);
            }
            ended = got < 0;
            add(Math.max(0, got));
            return got;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            // Decoders throw whatever their authors thought of, and forget what they had put into the buffer before.
            long good = in instanceof CompressorInputStream c ? c.getBytesRead() - count : 0;
            add(good);
            cut = cut(e);
            ended = true;
            return good > 0 ? (int) good : -1;
        }
    }

    private void add(long bytes) {
        count += bytes;
        if (role == Role.FILE) {
            budget.take(bytes);
        } else if (role == Role.DECOMPRESSED) {
            budget.plain(bytes, count, takenBefore).ifPresent(why -> cut = new CutException(why, count));
        }
    }

    /** The cut that an exception met while reading this stream amounts to. */
    CutException cut(Throwable e) {
        if (e instanceof CutException c) {
            return c.at(count);
        } else if (e instanceof MemoryLimitException m) {
            String needed = Budget.size(m.getMemoryNeededInKb() * 1024);
            String allowed = Budget.size(budget.limits().memoryBytes());
            return new CutException("needs " + needed + " of memory to decompress, allowed are " + allowed, count);
        } else if (e instanceof ZstdIOException z && z.getErrorCode() == ZSTD_WINDOW_TOO_LARGE) {
            String allowed = Budget.size(budget.limits().memoryBytes());
            return new CutException("needs more than " + allowed + " of memory to decompress", count);
        } else if (e instanceof OutOfMemoryError) {
            // A dictionary is one large array; what failed to get it holds nothing.
            return new CutException("needs more memory to decompress than is left", count);
        } else if (e instanceof LinkageError) {
            return new CutException("cannot be decompressed here, its library did not load: " + e, count);
        } else if (e instanceof EOFException || over || (below != null && below.over)) {
            return CutException.truncated(count);
        }
        String message = Optional.ofNullable(e.getMessage())
                .orElse(e.getClass().getSimpleName())
                .replaceFirst("[.]$", "");
        return new CutException((role == Role.FILE ? "cannot be read: " : "is damaged: ") + message, count);
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
