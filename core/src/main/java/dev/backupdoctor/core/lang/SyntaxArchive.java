package dev.backupdoctor.core.lang;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The syntax trees of a module's format and rule files in one file beside them, made when the module is built. Each is
 * read when it is wanted.
 */
public final class SyntaxArchive {

    /** Name of the file, beside the folders {@code formats} and {@code rules}. */
    public static final String NAME = "syntax.bin";

    private final Map<String, byte[]> images;

    private SyntaxArchive(Map<String, byte[]> images) {
        this.images = images;
    }

    /** An archive without trees. */
    public static SyntaxArchive empty() {
        return new SyntaxArchive(Map.of());
    }

    /**
     * Makes the archives of all modules whose files lie under a directory of classes.
     *
     * @param args the directory
     * @throws IOException when a file is wrong, or cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        SortedMap<Path, SortedMap<String, byte[]>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
            for (Path file : files.filter(SyntaxArchive::isSource).sorted().toList()) {
                Path module = file.resolve("../..").normalize();
                String name = module.relativize(file).toString();
                found.computeIfAbsent(module.resolve(NAME), p -> new TreeMap<>())
                        .put(name, SyntaxImage.write(parsed(name, Files.readString(file))));
            }
        }
        for (Map.Entry<Path, SortedMap<String, byte[]>> archive : found.entrySet()) {
            write(archive.getKey(), archive.getValue());
        }
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".format") || file.toString().endsWith(".rule");
    }

    private static Syntax parsed(String name, String text) throws IOException {
        var errors = new Errors();
        Optional<Syntax> tree = SyntaxReader.read(name, text, errors);
        if (tree.isEmpty()) {
            throw new IOException(errors.list().get(0).render(text));
        }
        return tree.get();
    }

    private static void write(Path archive, SortedMap<String, byte[]> images) throws IOException {
        try (var out = new DataOutputStream(Files.newOutputStream(archive))) {
            out.writeInt(images.size());
            for (Map.Entry<String, byte[]> image : images.entrySet()) {
                out.writeUTF(image.getKey());
                out.writeInt(image.getValue().length);
                out.write(image.getValue());
            }
        }
    }

    /** Reads an archive; the trees themselves are not read yet. */
    public static SyntaxArchive read(InputStream in) throws IOException {
        var data = new DataInputStream(new BufferedInputStream(in));
        Map<String, byte[]> images = new TreeMap<>();
        for (int rest = data.readInt(); rest > 0; rest--) {
            String name = data.readUTF();
            images.put(name, data.readNBytes(data.readInt()));
        }
        return new SyntaxArchive(images);
    }

    /** Paths of the files, such as {@code rules/name.rule}, sorted. */
    public Stream<String> names() {
        return images.keySet().stream().sorted();
    }

    /** The tree of a file. */
    public Optional<Syntax> find(String name) {
        return Optional.ofNullable(images.get(name)).map(SyntaxImage::read);
    }
}
