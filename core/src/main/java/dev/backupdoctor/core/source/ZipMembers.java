package dev.backupdoctor.core.source;

import dev.backupdoctor.core.source.BoundedStream.Opening;
import dev.backupdoctor.core.source.Contents.Content;
import dev.backupdoctor.core.value.Utf8;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Optional;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry.NameSource;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The members of a zip archive: by its central directory in a file, from front to end where nothing can be sought. */
final class ZipMembers {

    private static final int TYPE_BITS = 0170000;
    private static final int REGULAR = 0100000;

    private final Content archive;
    private final Contents contents;
    private final Budget budget;
    private final String name;
    private String damage = "";
    private final ZipTail tail;
    private Optional<BoundedStream> current = Optional.empty();

    ZipMembers(Content archive, Contents contents) {
        this.archive = archive;
        this.contents = contents;
        this.budget = contents.budget();
        this.name = archive.source().name();
        this.tail = new ZipTail(archive.bytes());
    }

    void walk() throws IOException {
        Optional<ZipFile> directory = archive.file().isEmpty()
                ? Optional.empty()
                : open(archive.file().get());
        if (directory.isEmpty()) {
            stream();
            return;
        }
        try (ZipFile zip = directory.get()) {
            seek(zip);
        }
    }

    /** Reads the central directory; empty when that cannot be done, as in an archive that was cut. */
    private Optional<ZipFile> open(SeekableByteChannel file) throws IOException {
        long begin = file.position();
        var seeked = new SeekedZip(file, budget);
        try {
            ZipFile zip = ZipFile.builder()
                    .setSeekableByteChannel(seeked)
                    .setCharset(StandardCharsets.ISO_8859_1)
                    .setIgnoreLocalFileHeader(true)
                    .get();
            seeked.opened();
            return Optional.of(zip);
        } catch (IOException | RuntimeException e) {
            damage = String.valueOf(e.getMessage()).replaceFirst("[.]$", "");
            file.position(begin);
            return Optional.empty();
        }
    }

    private void seek(ZipFile zip) throws IOException {
        Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
        while (entries.hasMoreElements()) {
            ZipArchiveEntry entry = entries.nextElement();
            if (!budget.member()) {
                contents.problem(name, Archive.tooMany(budget));
                return;
            } else if (isReadable(entry, zip.canReadEntryData(entry))) {
                try (BoundedStream bytes = bytes(() -> zip.getInputStream(entry))) {
                    contents.member(archive, shown(entry), entry.getLastModifiedTime(), bytes);
                }
            }
        }
    }

    private void stream() throws IOException {
        var zip = new ZipArchiveInputStream(
                new BufferedInputStream(tail, BoundedStream.BUFFER), StandardCharsets.ISO_8859_1.name());
        for (Optional<ZipArchiveEntry> next = next(zip); next.isPresent(); next = next(zip)) {
            ZipArchiveEntry entry = next.get();
            if (!budget.member()) {
                contents.problem(name, Archive.tooMany(budget));
                return;
            } else if (isReadable(entry, zip.canReadEntryData(entry))) {
                BoundedStream bytes = bytes(Opening.shared(zip));
                contents.member(archive, shown(entry), entry.getLastModifiedTime(), bytes);
                current = Optional.of(bytes);
            }
        }
    }

    /** The next member; empty at the end, and where the archive cannot be followed further, which is then noted. */
    private Optional<ZipArchiveEntry> next(ZipArchiveInputStream zip) throws IOException {
        try {
            if (current.isPresent()) {
                // What the visitor left is passed over where limits hold.
                current.get().skip(Long.MAX_VALUE);
                current = Optional.empty();
            }
            Optional<ZipArchiveEntry> entry = Optional.ofNullable(zip.getNextEntry());
            if (entry.isEmpty() && !tail.isEndOfZip()) {
                contents.cut(archive, CutException.truncated(archive.bytes().count()));
            } else if (entry.isEmpty() && !damage.isEmpty()) {
                contents.problem(name, "central directory is damaged, members were taken as they came: " + damage);
            }
            return entry;
        } catch (IOException | RuntimeException e) {
            contents.cut(archive, e);
            return Optional.empty();
        }
    }

    /** Stored members count as decompressed: a directory may name the same bytes for each of its members. */
    private BoundedStream bytes(Opening opening) {
        return BoundedStream.decompressed(opening, budget, archive.bytes());
    }

    /** True for a member with content of its own; one that has content but cannot be read is noted. */
    private boolean isReadable(ZipArchiveEntry entry, boolean unpackable) {
        int type = entry.getUnixMode() & TYPE_BITS;
        if (entry.getName().endsWith("/") || (type != 0 && type != REGULAR)) {
            return false;
        } else if (entry.getGeneralPurposeBit().usesEncryption()) {
            contents.problem(Contents.memberName(archive, shown(entry)), "is encrypted: not read");
            return false;
        } else if (!unpackable) {
            String how = entry.getMethod() == ZipEntry.STORED ? "without its size" : "by method " + entry.getMethod();
            contents.problem(Contents.memberName(archive, shown(entry)), "is stored " + how + ": not read");
            return false;
        }
        return true;
    }

    /** The member's name for people. Where the archive has it as text too, that is taken; else its bytes. */
    private static String shown(ZipArchiveEntry entry) {
        byte[] raw = entry.getRawName();
        if (raw == null || entry.getNameSource() == NameSource.UNICODE_EXTRA_FIELD) {
            return Utf8.decode(Utf8.encode(entry.getName()));
        }
        String bytes = new String(raw, StandardCharsets.ISO_8859_1);
        boolean windows = entry.getPlatform() == ZipArchiveEntry.PLATFORM_FAT && bytes.indexOf('/') < 0;
        return Utf8.decode(windows ? bytes.replace('\\', '/') : bytes);
    }
}
