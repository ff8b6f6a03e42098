package dev.backupdoctor.core.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * The file under a zip archive that is read by its central directory: counts what is read, and bounds the directory,
 * which is kept in memory as a whole.
 */
final class SeekedZip implements SeekableByteChannel {

    /** A usual name, the fixed part and the extra fields of one entry of the directory. */
    private static final long ENTRY_BYTES = 160;

    private static final long END_BYTES = 1 << 20;

    private final SeekableByteChannel file;
    private final Budget budget;
    private long directoryLeft;

    SeekedZip(SeekableByteChannel file, Budget budget) {
        this.file = file;
        this.budget = budget;
        this.directoryLeft = budget.limits().members() * ENTRY_BYTES + END_BYTES;
    }

    /** The directory has been read; what follows is content. */
    void opened() {
        directoryLeft = Long.MAX_VALUE;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int got = file.read(into);
        budget.take(Math.max(0, got));
        directoryLeft -= Math.max(0, got);
        if (directoryLeft < 0) {
            throw new IOException(
                    "central directory of more than " + budget.limits().members() + " members");
        }
        return got;
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    /** Leaves the file open: it belongs to whoever opened it, and is read from the front when this fails. */
    @Override
    public void close() {}

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }
}
