package dev.backupdoctor.core.testing;

import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.format.FormatReader;
import dev.backupdoctor.core.format.Formats;
import dev.backupdoctor.core.format.LogPart;
import dev.backupdoctor.core.format.Reading;
import dev.backupdoctor.core.source.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The files of a case in a directory of their own, to be kept in other ways than they were written. */
final class KeptFiles {

    private final Path input;
    private final SplittableRandom random;

    private KeptFiles(Path input, SplittableRandom random) {
        this.input = input;
        this.random = random;
    }

    /** Copies the files with their times: where lines have no year, that of the file counts. */
    static KeptFiles copy(Path from, Path to, long seed) throws IOException {
        for (Path file : files(from)) {
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
            Files.setLastModifiedTime(copy, Files.getLastModifiedTime(file));
        }
        return new KeptFiles(to, new SplittableRandom(seed));
    }

    Path input() {
        return input;
    }

    static List<Path> files(Path input) throws IOException {
        try (Stream<Path> files = Files.walk(input)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void write(Path file, FileTime time, byte[] bytes, boolean compressed) throws IOException {
        try (OutputStream plain = Files.newOutputStream(file);
                OutputStream out = compressed ? new GZIPOutputStream(plain) : plain) {
            out.write(bytes);
        }
        Files.setLastModifiedTime(file, time);
    }

    private static Path renamed(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** About every second file, at least one. */
    private List<Path> some() throws IOException {
        List<Path> all = files(input);
        Path sure = all.get(random.nextInt(all.size()));
        return all.stream().filter(f -> f.equals(sure) || random.nextBoolean()).toList();
    }

    /** Compresses some; not what a parser reads as a whole, such as configuration: that has its name. */
    void compress(Rulebook book) throws IOException {
        for (Path file : some()) {
            if (isReadWhole(book, file)) {
                continue;
            }
            write(renamed(file, ".gz"), Files.getLastModifiedTime(file), Files.readAllBytes(file), true);
            Files.delete(file);
        }
    }

    /** Puts a copy of some beside them, plain or compressed; not of configuration: that has its name and place. */
    void copySome(Rulebook book) throws IOException {
        for (Path file : some()) {
            if (isReadWhole(book, file)) {
                continue;
            }
            boolean compressed = random.nextBoolean();
            Path copy = renamed(file, compressed ? ".old.gz" : ".old");
            write(copy, Files.getLastModifiedTime(file), Files.readAllBytes(file), compressed);
        }
    }

    /**
     * Splits each log whose records have times, and that no parser reads as a whole, into two to four parts at the ends
     * of lines.
     */
    void rotate(Rulebook book) throws IOException {
        for (Path file : files(input)) {
            byte[] bytes = Files.readAllBytes(file);
            if (isLog(book, file, bytes)) {
                rotate(file, bytes);
            }
        }
    }

    private static boolean isReadWhole(Rulebook book, Path file) throws IOException {
        var source = new Source(file.toString(), String.valueOf(file.getFileName()), Optional.empty());
        return new Formats(book.formatList())
                .detect(source, Files.readAllBytes(file))
                .filter(Format::isReadWhole)
                .isPresent();
    }

    private static boolean isLog(Rulebook book, Path file, byte[] bytes) {
        String name = String.valueOf(file.getFileName());
        var source = new Source(file + ".1", name + ".1", Optional.empty());
        Optional<Format> format = new Formats(book.formatList()).detect(source, bytes);
        if (format.isEmpty() || format.get().isReadWhole()) {
            return false;
        }
        LogPart part = FormatReader.part(format.get(), source, new ByteArrayInputStream(bytes), Reading.inUtc());
        return part.rotation().log().equals(name) && part.span(Map.of()).isPresent();
    }

    private void rotate(Path file, byte[] bytes) throws IOException {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] == '\n') {
                ends.add(i + 1);
            }
        }
        int parts = Math.min(ends.size() + 1, random.nextInt(2, 5));
        int[] cuts = random.ints(parts - 1L, 0, Math.max(1, ends.size()))
                .map(i -> ends.get(i))
                .distinct()
                .sorted()
                .toArray();
        FileTime time = Files.getLastModifiedTime(file);
        int from = 0;
        for (int i = 0; i < cuts.length; i++) {
            boolean compressed = random.nextBoolean();
            Path part = renamed(file, "." + (cuts.length - i) + (compressed ? ".gz" : ""));
            write(part, time, Arrays.copyOfRange(bytes, from, cuts[i]), compressed);
            from = cuts[i];
        }
        write(file, time, Arrays.copyOfRange(bytes, from, bytes.length), false);
    }

    /** Cuts one file off, or its compressed form. */
    void cutOff(boolean compressed) throws IOException {
        List<Path> all = files(input);
        Path file = all.get(random.nextInt(all.size()));
        FileTime time = Files.getLastModifiedTime(file);
        if (!compressed) {
            byte[] bytes = Files.readAllBytes(file);
            write(file, time, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)), false);
            return;
        }
        Path packed = renamed(file, ".gz");
        write(packed, time, Files.readAllBytes(file), true);
        byte[] bytes = Files.readAllBytes(packed);
        write(packed, time, Arrays.copyOf(bytes, random.nextInt(20, bytes.length)), false);
        Files.delete(file);
    }
}
