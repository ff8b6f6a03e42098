package dev.backupdoctor.core.collect;

import dev.backupdoctor.core.format.Encoding;
import dev.backupdoctor.core.source.CutException;
import dev.backupdoctor.core.source.Deadline;
import dev.backupdoctor.core.source.MaskedCopy;
import dev.backupdoctor.core.source.Peek;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.source.Secrets;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.value.Utf8;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes what was collected into one {@code tar.gz}: the {@link Manifest}, then every source, decompressed and with its
 * secrets masked, under {@code root/} with the path it had on the host, or as {@code said/…} and {@code state/…}.
 *
 * <p>The file is there whole or not at all, and only its owner may read it.
 */
public final class BundleWriter implements AutoCloseable {

    /** Before the paths of files: the name of a member has no slash in front. */
    static final String ROOT = "root";

    private static final String MODE = "rw-------";
    private static final System.Logger LOG = System.getLogger(BundleWriter.class.getName());

    private final Path members;
    private final Path spool;

    private BundleWriter(Path file) throws IOException {
        this.members = beside(file, ".members");
        this.spool = beside(file, ".spool");
    }

    /**
     * Writes a bundle.
     *
     * @param file that is not there yet
     * @param version of the program
     * @throws FileAlreadyExistsException when the file is there
     */
    public static void write(Path file, String version, Collected collected, Deadline deadline) throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(file.toString(), null, "is there already");
        }
        try (BundleWriter writer = new BundleWriter(target)) {
            List<Problem> problems = writer.members(collected, deadline);
            var manifest = new Manifest(version, collected.when(), collected.outcomes(), problems);
            writer.finish(target, manifest);
        }
    }

    private static Path beside(Path file, String ending) throws IOException {
        Path directory = file.getParent() == null ? Path.of("/") : file.getParent();
        return Files.createTempFile(
                directory,
                "." + file.getFileName(),
                ending,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE)));
    }

    /** All sources, with what could not be read of them. */
    private List<Problem> members(Collected collected, Deadline deadline) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(members));
                TarArchiveOutputStream tar = tar(new GZIPOutputStream(out))) {
            List<Problem> problems = new ArrayList<>();
            List<Problem> unread = collected.inputs(deadline).walk((source, in) -> member(tar, source, in));
            unread.forEach(p -> problems.add(new Problem(member(p.file()), p.line(), p.reason(), p.incomplete())));
            tar.finish();
            return problems;
        }
    }

    private void member(TarArchiveOutputStream tar, Source source, InputStream in) throws IOException {
        Peek peek = Peek.at(in, 4096);
        InputStream text = Encoding.of(peek.head()).map(e -> e.utf8(peek.all())).orElse(peek.all());
        // The size stands in front of the bytes, and nobody knows it before they were read.
        try (OutputStream out = Files.newOutputStream(spool, StandardOpenOption.TRUNCATE_EXISTING)) {
            MaskedCopy.copy(text, out);
        } catch (CutException e) {
            // The walk tells of it, and the manifest repeats it: whoever reads the member must not take it for whole.
            LOG.log(System.Logger.Level.DEBUG, () -> source.name() + ": " + e.getMessage());
        }
        TarArchiveEntry entry = new TarArchiveEntry(member(source.name()));
        entry.setSize(Files.size(spool));
        entry.setMode(0600);
        source.modified().ifPresent(at -> entry.setLastModifiedTime(FileTime.from(at)));
        tar.putArchiveEntry(entry);
        Files.copy(spool, tar);
        tar.closeArchiveEntry();
    }

    /** The name of a source in the bundle. */
    private static String member(String name) {
        return name.startsWith("/") ? ROOT + name : name;
    }

    /** The manifest in front of the members: gzip streams one after the other are one. */
    private void finish(Path target, Manifest manifest) throws IOException {
        Path whole = beside(target, ".whole");
        try {
            try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                GZIPOutputStream gzip = new GZIPOutputStream(out);
                // Closing it would end the archive.
                @SuppressWarnings("resource")
                TarArchiveOutputStream tar = tar(gzip);
                byte[] json = Secrets.masked(manifest.json()).getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(Manifest.NAME);
                entry.setSize(json.length);
                entry.setMode(0600);
                entry.setLastModifiedTime(FileTime.from(manifest.when().at()));
                tar.putArchiveEntry(entry);
                tar.write(json);
                tar.closeArchiveEntry();
                tar.flush();
                gzip.finish();
                Files.copy(members, out);
                out.flush();
                channel.force(true);
            }
            name(whole, target);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** A link refuses to replace what somebody else has put there meanwhile; a rename would not. */
    private static void name(Path whole, Path target) throws IOException {
        try {
            Files.createLink(target, whole);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static TarArchiveOutputStream tar(OutputStream out) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(members);
        Files.deleteIfExists(spool);
    }

    /** Names of members are shown as they are read. */
    static String shown(String bundle, String member) {
        return Utf8.decode(Utf8.encode(bundle)) + "!/" + member;
    }
}
