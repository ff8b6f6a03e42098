package dev.backupdoctor.core.source;

import dev.backupdoctor.core.source.Contents.Content;
import dev.backupdoctor.core.value.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One walk over the files and directories that were named. */
final class Walk {

    /** An entry of a directory, with the bytes of its name. */
    private record Entry(Path path, String bytes) {}

    private final List<String> named;
    private final Limits limits;
    private final Sources.Visitor visitor;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Path> roots = new ArrayList<>();
    private final Set<Object> seen = new HashSet<>();

    Walk(List<String> named, Limits limits, Sources.Visitor visitor) {
        this.named = List.copyOf(named);
        this.limits = limits;
        this.visitor = visitor;
    }

    List<Problem> walk(InputStream stdin) throws IOException {
        for (String name : named) {
            Sources.path(name).flatMap(Walk::real).ifPresent(roots::add);
        }
        for (String name : named) {
            Optional<Path> path = Sources.path(name);
            var contents = new Contents(visitor, limits, problems);
            if (name.equals(Sources.STDIN)) {
                standardInput(stdin, contents);
            } else if (path.isEmpty()) {
                contents.problem(shown(name), "cannot be named in this locale: set LC_ALL=C.UTF-8");
            } else {
                named(path.get(), shown(name), contents);
            }
        }
        return List.copyOf(problems);
    }

    private void standardInput(InputStream stdin, Contents contents) throws IOException {
        if (seen.add(Sources.STDIN)) {
            BoundedStream bytes = BoundedStream.file(BoundedStream.Opening.shared(stdin), contents.budget());
            Source source = new Source(Sources.STDIN, Sources.STDIN, Optional.empty());
            contents.read(new Content(source, bytes, Optional.empty(), 0, 0));
        }
    }

    private void named(Path path, String name, Contents contents) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            contents.problem(name, e instanceof NoSuchFileException ? "does not exist" : reason(e));
            return;
        }
        if (attributes.isOther()) {
            contents.problem(name, "is a device, FIFO or socket: never opened; send its content to standard input");
        } else {
            known(path, name, attributes, contents);
        }
    }

    /** A file or directory, unless it was read before under another name. */
    private void known(Path path, String name, BasicFileAttributes attributes, Contents contents) throws IOException {
        Object key = attributes.fileKey() == null ? path.toAbsolutePath() : attributes.fileKey();
        if (!seen.add(key)) {
            return;
        } else if (attributes.isDirectory()) {
            directory(path, name, contents);
        } else {
            file(path, name, attributes, contents);
        }
    }

    private void directory(Path path, String name, Contents contents) throws IOException {
        String prefix = name.endsWith("/") ? name : name + "/";
        for (Entry entry : entries(path, name, contents)) {
            if (!entry.bytes().equals(".git")) {
                entry(entry.path(), prefix + Utf8.decode(entry.bytes()), contents);
            }
        }
    }

    /** The entries of a directory by the bytes of their names; as many as can be had. */
    private List<Entry> entries(Path path, String name, Contents contents) {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            for (Path p : stream) {
                entries.add(new Entry(p, Names.bytes(p)));
            }
        } catch (IOException e) {
            contents.problem(name, reason(e));
        } catch (DirectoryIteratorException e) {
            contents.problem(name, reason(Objects.requireNonNull(e.getCause())));
        }
        entries.sort(Comparator.comparing(Entry::bytes));
        return entries;
    }

    private void entry(Path path, String name, Contents contents) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                Path target = path.toRealPath();
                if (roots.stream().anyMatch(target::startsWith)) {
                    return;
                }
                attributes = Files.readAttributes(target, BasicFileAttributes.class);
            }
        } catch (IOException e) {
            contents.problem(name, Files.isSymbolicLink(path) ? "link cannot be followed: " + reason(e) : reason(e));
            return;
        }
        if (attributes.isOther()) {
            // There is nothing in it that could have been read, so nothing is missing.
            problems.add(new Problem(name, 0, "is a device, FIFO or socket: passed over", false));
        } else {
            known(path, name, attributes, contents);
        }
    }

    private void file(Path path, String name, BasicFileAttributes attributes, Contents contents) throws IOException {
        Source source = new Source(
                name,
                Names.fileName(name),
                Optional.of(attributes.lastModifiedTime().toInstant()));
        Optional<FileChannel> opened = open(path, name, contents);
        if (opened.isPresent()) {
            try (FileChannel file = opened.get();
                    InputStream in = Channels.newInputStream(file)) {
                BoundedStream bytes = BoundedStream.file(BoundedStream.Opening.shared(in), contents.budget());
                contents.read(new Content(source, bytes, Optional.of(file), 0, 0));
            }
        }
    }

    private static Optional<FileChannel> open(Path path, String name, Contents contents) {
        try {
            return Optional.of(FileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException e) {
            contents.problem(name, reason(e));
            return Optional.empty();
        }
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String shown(String name) {
        return Utf8.decode(Utf8.encode(name));
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "vanished before it was read";
        } else if (e instanceof AccessDeniedException) {
            return "permission denied: not read";
        } else if (e instanceof FileSystemException f && f.getReason() != null) {
            return "cannot be read: " + f.getReason();
        }
        return "cannot be read: " + e.getMessage();
    }
}
