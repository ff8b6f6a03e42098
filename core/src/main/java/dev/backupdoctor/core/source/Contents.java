package dev.backupdoctor.core.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks into the contents below one named input: compressed ones are read through, archives are walked. */
final class Contents {

    private static final int HEAD = 512;

    /** Reproducible archives say 1970 or 1980 where they do not say when. */
    private static final Instant BEGIN_OF_TIME = Instant.parse("1980-01-02T00:00:00Z");

    /**
     * A content on its way to the visitor.
     *
     * @param file the file as a whole, if the bytes are those of a file that can be sought in
     * @param archives archives around it
     * @param compressions compressions around it within the innermost archive
     */
    record Content(
            Source source, BoundedStream bytes, Optional<SeekableByteChannel> file, int archives, int compressions) {}

    private final Sources.Visitor visitor;
    private final Budget budget;
    private final List<Problem> problems;

    Contents(Sources.Visitor visitor, Limits limits, List<Problem> problems) {
        this.visitor = visitor;
        this.budget = new Budget(limits);
        this.problems = problems;
    }

    Budget budget() {
        return budget;
    }

    /** Reads a content through to the sources in it. */
    void read(Content content) throws IOException {
        byte[] head = content.bytes().peek(HEAD);
        Optional<Compression> compression = Compression.of(head);
        Optional<Archive> archive = Archive.of(head);
        int nesting = budget.limits().nesting();
        if (compression.isPresent()) {
            if (content.compressions() >= nesting) {
                problem(content.source().name(), "is compressed more than " + nesting + " times: not read");
            } else {
                decompress(content, compression.get());
            }
        } else if (archive.isPresent()) {
            if (content.archives() >= nesting) {
                problem(content.source().name(), "is an archive within " + nesting + " others: not read");
            } else {
                archive.get().walk(content, this);
            }
        } else {
            visit(content);
        }
    }

    /** Reads a member of an archive; {@code name} as shown. */
    void member(Content archive, String name, @Nullable FileTime modified, BoundedStream bytes) throws IOException {
        Optional<Instant> when =
                Optional.ofNullable(modified).map(FileTime::toInstant).filter(BEGIN_OF_TIME::isBefore);
        Source source = new Source(memberName(archive, name), Names.fileName(name), when);
        read(new Content(source, bytes, Optional.empty(), archive.archives() + 1, 0));
    }

    static String memberName(Content archive, String name) {
        return archive.source().name() + "!/" + name;
    }

    /** Notes that a content was not read to its end. */
    void cut(Content content, Exception why) throws IOException {
        if (why instanceof ClosedByInterruptException interrupt) {
            throw interrupt;
        }
        problem(content.source().name(), content.bytes().cut(why).reason());
    }

    void problem(String source, String reason) {
        problems.add(new Problem(source, 0, reason, true));
    }

    private void decompress(Content content, Compression compression) throws IOException {
        BoundedStream.Opening opening =
                () -> compression.open(new BufferedInputStream(content.bytes(), BoundedStream.BUFFER), budget.limits());
        try (BoundedStream plain = BoundedStream.decompressed(opening, budget, content.bytes())) {
            read(new Content(
                    content.source(), plain, Optional.empty(), content.archives(), content.compressions() + 1));
        }
    }

    private void visit(Content content) throws IOException {
        BoundedStream bytes = content.bytes();
        try {
            visitor.visit(content.source(), bytes);
        } catch (CutException e) {
            if (bytes.cut().isEmpty()) {
                throw e;
            }
        }
        bytes.cut().ifPresent(c -> problem(content.source().name(), c.reason()));
    }
}
