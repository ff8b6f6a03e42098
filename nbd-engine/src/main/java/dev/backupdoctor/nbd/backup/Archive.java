package dev.backupdoctor.nbd.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * A set that is written to a stream as a zip archive. Nothing is compressed by it: what is worth it is LZ4 already.
 *
 * <p>The original stores its entries; these are deflated with level 0, because a reader that cannot go back, as of
 * another pipe, finds the end of a stored entry only by luck.
 */
final class Archive {
    private static final int PIECE_BYTES = 256 << 10;

    private final ZipArchiveOutputStream zip;

    Archive(OutputStream out) {
        this.zip = new ZipArchiveOutputStream(out);
        zip.setLevel(Deflater.NO_COMPRESSION);
        // How large a data file becomes is known at its end only.
        zip.setUseZip64(Zip64Mode.Always);
    }

    /** Begins a file; what is written to the channel is its content. */
    WritableByteChannel begin(String name) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        return new Entry();
    }

    /** Ends the file that was begun. */
    void end() throws IOException {
        zip.closeArchiveEntry();
    }

    /** Adds a small file. */
    void add(String name, byte[] content) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(content);
        zip.closeArchiveEntry();
    }

    void add(String name, String content) throws IOException {
        add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void add(String name, Path file) throws IOException {
        add(name, Files.readAllBytes(file));
    }

    /** Writes the directory of the archive; all of it is on its way when this returns. */
    void finish() throws IOException {
        zip.finish();
        zip.flush();
    }

    /** The content of one file; closing it does nothing. */
    private final class Entry implements WritableByteChannel {
        private final byte[] piece = new byte[PIECE_BYTES];

        @Override
        public int write(ByteBuffer from) throws IOException {
            int count = from.remaining();
            while (from.hasRemaining()) {
                int length = Math.min(from.remaining(), piece.length);
                from.get(piece, 0, length);
                zip.write(piece, 0, length);
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
