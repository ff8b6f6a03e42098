package dev.backupdoctor.core.source;

import dev.backupdoctor.core.source.BoundedStream.Opening;
import dev.backupdoctor.core.source.Contents.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** The members of a tar archive, read from front to end. */
final class TarMembers {

    private final Content archive;
    private final Contents contents;
    private final TarStream tar;

    TarMembers(Content archive, Contents contents) {
        this.archive = archive;
        this.contents = contents;
        this.tar = new TarStream(new BufferedInputStream(archive.bytes(), BoundedStream.BUFFER));
    }

    void walk() throws IOException {
        String name = archive.source().name();
        for (Optional<TarArchiveEntry> entry = next(); entry.isPresent(); entry = next()) {
            if (!contents.budget().member()) {
                contents.problem(name, Archive.tooMany(contents.budget()));
                return;
            } else if (TarStream.isRegular(entry.get())) {
                member(entry.get());
            }
        }
    }

    /** The next member; empty at the end, and where the archive cannot be followed further, which is then noted. */
    private Optional<TarArchiveEntry> next() throws IOException {
        try {
            Optional<TarArchiveEntry> entry = tar.next();
            if (entry.isEmpty() && !tar.hasEndMark()) {
                contents.cut(archive, CutException.truncated(archive.bytes().count()));
            }
            if (entry.isPresent() && !entry.get().isCheckSumOK()) {
                throw new IOException("checksum of a header is wrong");
            }
            return entry;
        } catch (IOException | RuntimeException e) {
            contents.cut(archive, e);
            return Optional.empty();
        }
    }

    private void member(TarArchiveEntry entry) throws IOException {
        Budget budget = contents.budget();
        Opening opening = Opening.shared(tar);
        // A sparse member is a kind of compression: the archive may hold 1 KiB of it for 1 TiB of zeros.
        BoundedStream bytes = entry.isSparse()
                ? BoundedStream.decompressed(opening, budget, archive.bytes())
                : BoundedStream.member(opening, budget, archive.bytes());
        contents.member(archive, tar.name(entry), entry.getLastModifiedTime(), bytes);
    }
}
