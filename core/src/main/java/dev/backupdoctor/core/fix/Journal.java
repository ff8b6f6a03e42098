package dev.backupdoctor.core.fix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What was done to this host, and what is needed to undo it: a directory {@code 0007} for each fix, with the entry as
 * JSON and the old bytes of each file. Only its owner may read it. An entry is replaced as a whole, so that it is never
 * half written; what it says is on the disk before the step is done that it speaks of.
 */
public final class Journal {

    private static final String NAME = "backup-doctor-journal/";
    private static final String SCHEMA = NAME + "1";
    private static final String ENTRY = "entry.json";
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> SECRET =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path directory;

    /** The journal in a directory for state, which the caller trusts. It is made when the first entry is. */
    public Journal(Path state) {
        this.directory = state.resolve("journal");
    }

    /** Where an entry lies. */
    public Path place(int number) {
        return directory.resolve(String.format("%04d", number));
    }

    Path locks() throws IOException {
        return Files.createDirectories(directory.resolve("locks"), PRIVATE);
    }

    /** All entries, the oldest first. */
    public List<JournalEntry> entries() throws IOException, FixException {
        List<JournalEntry> entries = new ArrayList<>();
        for (int number : numbers()) {
            read(number).ifPresent(entries::add);
        }
        return entries;
    }

    private List<Integer> numbers() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
                for (Path entry : all) {
                    String name = String.valueOf(entry.getFileName());
                    if (name.length() >= 4 && name.length() < 10 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                        numbers.add(Integer.parseInt(name));
                    }
                }
            }
        }
        numbers.sort(Comparator.naturalOrder());
        return numbers;
    }

    /** An entry; empty when there is none of this number, or when its process died before it was written. */
    public Optional<JournalEntry> read(int number) throws IOException, FixException {
        Path file = place(number).resolve(ENTRY);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            String schema = root.path("schema").asText("");
            if (!schema.equals(SCHEMA)) {
                throw new FixException(
                        schema.startsWith(NAME)
                                ? file + " is of version " + schema + "; this program knows " + SCHEMA
                                : file + " is no entry of a journal: its schema is not " + SCHEMA);
            }
            return Optional.of(JSON.treeToValue(root, JournalEntry.class));
        } catch (JsonProcessingException e) {
            throw new FixException(file + " is torn or no entry of a journal", e);
        }
    }

    /**
     * A new entry.
     *
     * @param entry what is to be written, given its number
     */
    JournalEntry begin(Function<Integer, JournalEntry> entry, List<Kept> kept) throws IOException {
        Files.createDirectories(directory, PRIVATE);
        int number = numbers().stream().max(Comparator.naturalOrder()).orElse(0) + 1;
        while (true) {
            try {
                Files.createDirectory(place(number), PRIVATE);
                break;
            } catch (FileAlreadyExistsException another) {
                number++;
            }
        }
        JournalEntry begun = entry.apply(number);
        for (Kept old : kept) {
            write(place(number).resolve(old.name()), old.content().getBytes(StandardCharsets.ISO_8859_1));
        }
        save(begun);
        sync(directory);
        return begun;
    }

    /** Old bytes of a file, one per char, under the name that its step gives. */
    record Kept(String name, String content) {}

    String kept(int number, String name) throws IOException {
        return Files.readString(place(number).resolve(name), StandardCharsets.ISO_8859_1);
    }

    /** Replaces an entry; when this returns, it is on the disk. */
    JournalEntry save(JournalEntry entry) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("schema", SCHEMA);
        root.setAll((ObjectNode) JSON.valueToTree(entry));
        attach(entry.number(), ENTRY, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        return entry;
    }

    /** Puts a text into the directory of an entry, as a whole. */
    public void attach(int number, String name, String text) throws IOException {
        Path file = place(number).resolve(name);
        Path beside = place(number).resolve(name + ".new");
        Files.deleteIfExists(beside);
        write(beside, text.getBytes(StandardCharsets.UTF_8));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(place(number));
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createFile(file, SECRET);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel open = FileChannel.open(directory, StandardOpenOption.READ)) {
            open.force(true);
        }
    }
}
