package dev.backupdoctor.core.source;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lzma.LZMACompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Compressions of a single content, told by their first bytes; names prove nothing. */
enum Compression {

    /** RFC 1952. Always all members: log rotation and pigz write several. */
    GZIP {
        @Override
        boolean begins(byte[] head) {
            return starts(head, 0x1f, 0x8b, 8);
        }

        @Override
        InputStream open(InputStream in, Limits limits) throws IOException {
            return GzipCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .get();
        }
    },

    XZ {
        @Override
        boolean begins(byte[] head) {
            return starts(head, 0xfd, '7', 'z', 'X', 'Z', 0);
        }

        @Override
        InputStream open(InputStream in, Limits limits) throws IOException {
            return XZCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .setMemoryLimitKiB(kib(limits))
                    .get();
        }
    },

    ZSTD {
        @Override
        boolean begins(byte[] head) {
            // A file may begin with a skippable frame, 0x184D2A50 to 0x184D2A5F, as pzstd writes it.
            boolean skippable = head.length >= 4 && (head[0] & 0xf0) == 0x50 && same(head, 1, 0x2a, 0x4d, 0x18);
            return skippable || starts(head, 0x28, 0xb5, 0x2f, 0xfd);
        }

        @Override
        InputStream open(InputStream in, Limits limits) throws IOException {
            int windowLog = Math.max(10, 63 - Long.numberOfLeadingZeros(Math.max(1, limits.memoryBytes())));
            return new ZstdInputStreamNoFinalizer(in).setLongMax(windowLog);
        }
    },

    BZIP2 {
        @Override
        boolean begins(byte[] head) {
            boolean level = head.length >= 10 && head[3] >= '1' && head[3] <= '9' && starts(head, 'B', 'Z', 'h');
            boolean block = same(head, 4, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59);
            boolean empty = same(head, 4, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90);
            return level && (block || empty);
        }

        @Override
        InputStream open(InputStream in, Limits limits) throws IOException {
            return new BZip2CompressorInputStream(in, true);
        }
    },

    /**
     * The old format of LZMA utils, which has no magic: a usual property byte, a dictionary size of one or two bits.
     */
    LZMA {
        @Override
        boolean begins(byte[] head) {
            if (head.length < 13 || !starts(head, 0x5d, 0, 0)) {
                return false;
            }
            int dictionary = (head[3] & 0xff) << 16 | (head[4] & 0xff) << 24;
            boolean usual = Integer.bitCount(dictionary) == 1 || Integer.bitCount(dictionary / 3) == 1;
            return usual && (head[12] == 0 || same(head, 5, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
        }

        @Override
        InputStream open(InputStream in, Limits limits) throws IOException {
            return LZMACompressorInputStream.builder()
                    .setInputStream(in)
                    .setMemoryLimitKiB(kib(limits))
                    .get();
        }
    };

    /** The compression of a content that begins so; empty if it is none that is known. */
    static Optional<Compression> of(byte[] head) {
        return Arrays.stream(values()).filter(c -> c.begins(head)).findFirst();
    }

    abstract boolean begins(byte[] head);

    /** A decompressor that stays within the memory limit; {@code in} should be buffered. */
    abstract InputStream open(InputStream in, Limits limits) throws IOException;

    private static int kib(Limits limits) {
        return (int) Math.min(Integer.MAX_VALUE, limits.memoryBytes() / 1024);
    }

    private static boolean starts(byte[] head, int... magic) {
        return same(head, 0, magic);
    }

    private static boolean same(byte[] head, int at, int... magic) {
        boolean same = head.length >= at + magic.length;
        for (int i = 0; same && i < magic.length; i++) {
            same = head[at + i] == (byte) magic[i];
        }
        return same;
    }
}
