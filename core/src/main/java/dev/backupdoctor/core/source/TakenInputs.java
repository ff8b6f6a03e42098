package dev.backupdoctor.core.source;

import dev.backupdoctor.core.source.Contents.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What collectors took, to be read in the order of its names, until the time is over. */
public final class TakenInputs implements Inputs {

    private static final String OVER = "not read: the time for the check was over";

    private final List<Taken> taken;
    private final Deadline deadline;

    /** @param deadline after which nothing more is read; what is not read is said */
    public TakenInputs(List<Taken> taken, Deadline deadline) {
        this.taken = List.copyOf(taken);
        this.deadline = deadline;
    }

    @Override
    public List<Problem> walk(Sources.Visitor visitor) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (Taken one : taken) {
            var contents = new Contents(visitor, Limits.DEFAULT, problems);
            if (deadline.isOver()) {
                contents.problem(one.name(), OVER);
            } else if (one instanceof Taken.OfFile file) {
                file(file, contents);
            } else if (one instanceof Taken.OfText text) {
                read(
                        text.source(),
                        new ByteArrayInputStream(text.text().getBytes(StandardCharsets.ISO_8859_1)),
                        Optional.empty(),
                        contents);
            }
        }
        return List.copyOf(problems);
    }

    @Override
    public List<Problem> again(Sources.Visitor visitor) throws IOException {
        return walk(visitor);
    }

    private void file(Taken.OfFile file, Contents contents) throws IOException {
        FileChannel channel;
        Source source;
        try {
            channel = FileChannel.open(file.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            source = new Source(
                    file.name(),
                    Names.fileName(file.name()),
                    Optional.of(Files.getLastModifiedTime(file.path(), LinkOption.NOFOLLOW_LINKS)
                            .toInstant()));
        } catch (NoSuchFileException e) {
            contents.problem(file.name(), "vanished before it was read");
            return;
        } catch (IOException e) {
            contents.problem(file.name(), Walk.reason(e));
            return;
        }
        try (channel;
                InputStream in = Channels.newInputStream(channel)) {
            read(source, new FirstBytes(in, file.bytes()), Optional.of(channel), contents);
        }
    }

    private void read(Source source, InputStream in, Optional<FileChannel> file, Contents contents) throws IOException {
        BoundedStream bytes =
                BoundedStream.file(BoundedStream.Opening.shared(new UntilOver(in, deadline)), contents.budget());
        contents.read(new Content(source, bytes, file.map(f -> f), 0, 0));
    }

    /** The first bytes of a stream, as if it had no more. */
    private static final class FirstBytes extends InputStream {

        private final InputStream in;
        private long left;

        FirstBytes(InputStream in, long bytes) {
            this.in = in;
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int got = in.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(0, got);
            return got;
        }
    }

    /** Fails once the time is over. */
    private static final class UntilOver extends InputStream {

        private final InputStream in;
        private final Deadline deadline;

        UntilOver(InputStream in, Deadline deadline) {
            this.in = in;
            this.deadline = deadline;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (deadline.isOver()) {
                throw new IOException("the time for the check was over");
            }
            return in.read(into, offset, length);
        }
    }
}
