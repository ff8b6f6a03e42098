package dev.backupdoctor.core.source;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Makes compressed contents and archives. */
final class Packed {

    private Packed() {}

    /** Something that writes to a stream. */
    interface Writing<T> {
        void to(T out) throws IOException;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Content by the name that commons-compress gives to a compression: gz, xz, lzma, zstd, bzip2. */
    static byte[] packed(String compression, byte[] content) {
        var out = new ByteArrayOutputStream();
        try (OutputStream packing = packing(compression, out)) {
            packing.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static OutputStream packing(String compression, OutputStream out) throws IOException {
        return switch (compression) {
            // As zstd(1) does it; without, a changed byte may go unseen.
            case "zstd" -> new ZstdOutputStream(out).setChecksum(true);
            // Small blocks, as nothing is given of a block that was cut.
            case "bzip2" -> new BZip2CompressorOutputStream(out, 1);
            default -> new CompressorStreamFactory().createCompressorOutputStream(compression, out);
        };
    }

    static byte[] gz(byte[] content) {
        return packed("gz", content);
    }

    static byte[] cut(byte[] content, int length) {
        return Arrays.copyOf(content, length);
    }

    static byte[] both(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** A tar of plain members. */
    static byte[] tar(Map<String, byte[]> members) {
        return tar(out -> members.forEach((name, content) -> member(out, name, content)));
    }

    static byte[] tar(String name, byte[] content) {
        return tar(Map.of(name, content));
    }

    static byte[] tar(Writing<TarArchiveOutputStream> members) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new TarArchiveOutputStream(bytes, "UTF-8")) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            members.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void member(TarArchiveOutputStream out, String name, byte[] content) {
        try {
            var entry = new TarArchiveEntry(name, true);
            entry.setSize(content.length);
            entry.setModTime(0);
            out.putArchiveEntry(entry);
            out.write(content);
            out.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A zip of deflated members. */
    static byte[] zip(Map<String, byte[]> members) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                out.putArchiveEntry(new ZipArchiveEntry(member.getKey()));
                out.write(member.getValue());
                out.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Members in the order given: name, content, name, content. */
    static Map<String, byte[]> members(String... namesAndTexts) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            members.put(namesAndTexts[i], bytes(namesAndTexts[i + 1]));
        }
        return members;
    }

    /** Puts other bytes of the same length, or of one more, into a name field, and sets the checksums right. */
    static byte[] replace(byte[] tar, String name, String bytes) {
        byte[] changed = tar.clone();
        int at = indexOf(changed, name);
        byte[] put = bytes.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(put, 0, changed, at, put.length);
        byte[] header = Arrays.copyOfRange(changed, at, at + 512);
        checksum(header);
        System.arraycopy(header, 0, changed, at, 512);
        return changed;
    }

    static void checksum(byte[] header) {
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        octal(header, 148, sum, 7);
        header[155] = ' ';
    }

    static void octal(byte[] header, int at, long value, int width) {
        byte[] digits = Packed.bytes(String.format("%0" + (width - 1) + "o\0", value));
        System.arraycopy(digits, 0, header, at, width);
    }

    static int indexOf(byte[] in, String bytes) {
        return new String(in, StandardCharsets.ISO_8859_1).indexOf(bytes);
    }
}
