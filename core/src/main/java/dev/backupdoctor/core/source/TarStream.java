package dev.backupdoctor.core.source;

import dev.backupdoctor.core.value.Utf8;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * A tar archive read from front to end: with bounded headers, names that need not be UTF-8, and an end that shows when
 * it is missing.
 */
final class TarStream extends TarArchiveInputStream {

    private static final int TYPE_AT = 156;
    private static final int MAX_EXTENSIONS = 64;
    private static final int MAX_HEADER_BYTES = 4 << 20;

    private final Meter meter;
    private boolean begun;
    private boolean endMark;
    private boolean pax;
    private int extensions;

    TarStream(InputStream in) {
        this(new Meter(in));
    }

    private TarStream(Meter meter) {
        super(meter, 10240, 512, "ISO-8859-1", true);
        this.meter = meter;
    }

    /** The next member; the rest of the one before is passed over. */
    Optional<TarArchiveEntry> next() throws IOException {
        long passed = begun ? 1 : 0;
        while (passed > 0) {
            passed = skip(Long.MAX_VALUE);
        }
        begun = true;
        pax = false;
        extensions = 0;
        meter.left = MAX_HEADER_BYTES;
        TarArchiveEntry entry = getNextEntry();
        meter.left = Long.MAX_VALUE;
        return Optional.ofNullable(entry);
    }

    /** Two blocks of zeros end a tar archive; without any of them, members may be missing. */
    boolean hasEndMark() {
        return endMark;
    }

    /** The member's name for people. An extended header has it as text, a plain one as bytes. */
    String name(TarArchiveEntry entry) {
        return Utf8.decode(pax ? Utf8.encode(entry.getName()) : entry.getName());
    }

    /** True for a member with content of its own: no link, device, FIFO or directory. */
    static boolean isRegular(TarArchiveEntry entry) {
        boolean file = switch (entry.getLinkFlag()) {
            case TarConstants.LF_OLDNORM,
                    TarConstants.LF_NORMAL,
                    TarConstants.LF_CONTIG,
                    TarConstants.LF_GNUTYPE_SPARSE -> true;
            default -> false;
        };
        return file && !entry.getName().endsWith("/");
    }

    /** The library reads extended headers by calling itself: a chain of them would exhaust the stack. */
    @Override
    protected byte @Nullable [] readRecord() throws IOException {
        byte[] block = super.readRecord();
        if (block != null && "xgLK".indexOf(block[TYPE_AT]) >= 0) {
            pax |= block[TYPE_AT] == 'x';
            if (++extensions > MAX_EXTENSIONS) {
                throw new IOException("more than " + MAX_EXTENSIONS + " extended headers for one member");
            }
        }
        return block;
    }

    @Override
    protected boolean isEOFRecord(byte @Nullable [] block) {
        boolean end = super.isEOFRecord(block);
        endMark |= end && block != null;
        return end;
    }

    /** Keeps headers from asking for any amount of memory. */
    private static final class Meter extends FilterInputStream {

        private long left = Long.MAX_VALUE;

        Meter(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            took(1);
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            took(Math.max(0, got));
            return got;
        }

        private void took(long bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("headers of more than " + MAX_HEADER_BYTES + " bytes for one member");
            }
        }
    }
}
