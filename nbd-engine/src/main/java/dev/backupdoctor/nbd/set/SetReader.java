package dev.backupdoctor.nbd.set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.backupdoctor.nbd.set.SetProblem.DataMissing;
import dev.backupdoctor.nbd.set.SetProblem.HalfWritten;
import dev.backupdoctor.nbd.set.SetProblem.ListUnreadable;
import dev.backupdoctor.nbd.set.SetProblem.Place;
import dev.backupdoctor.nbd.set.SetProblem.SumUnreadable;
import dev.backupdoctor.nbd.set.SetProblem.Torn;
import dev.backupdoctor.nbd.set.SetProblem.Unreadable;
import dev.backupdoctor.nbd.stream.Meta;
import dev.backupdoctor.nbd.stream.StreamException;
import dev.backupdoctor.nbd.stream.StreamIndex;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads names and heads of one directory into a set, and holds them against each other. */
final class SetReader {
    private static final String LIST = ".cpt";
    private static final int MOST_DIGITS_OF_SUM = 10;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path directory;
    private final List<SetProblem> problems = new ArrayList<>();
    private final List<DataFile> files = new ArrayList<>();
    private final Set<String> disks = new TreeSet<>();
    private Set<String> names = Set.of();
    private Optional<String> domain = Optional.empty();
    private List<String> checkpoints = List.of();

    SetReader(Path directory) {
        this.directory = directory;
    }

    BackupSet read() throws IOException {
        names = list();
        for (String name : names) {
            readName(name);
        }
        problems.addAll(new HeadCheck(directory, files).problems());
        for (String disk : disks) {
            problems.addAll(new Links(files.stream()
                            .filter(file -> file.name().disk().equals(disk))
                            .toList())
                    .problems());
        }
        problems.addAll(new DiskCheck(directory, files, checkpoints, names).problems());
        return new BackupSet(directory, domain, checkpoints, files, List.copyOf(disks), problems);
    }

    private Set<String> list() throws ChainException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new ChainException(
                    "cannot read backup set " + directory + ": " + e + "; name a directory that holds one",
                    new Unreadable(Place.of("."), e.toString()),
                    e);
        }
    }

    private void readName(String name) {
        if (name.endsWith(DataFileName.PARTIAL)) {
            DataFileName.parse(name.substring(0, name.length() - DataFileName.PARTIAL.length()))
                    .ifPresent(ignored -> problems.add(new HalfWritten(Place.of(name))));
        } else if (name.endsWith(DataFileName.SUM)) {
            String data = name.substring(0, name.length() - DataFileName.SUM.length());
            DataFileName.parse(data).filter(ignored -> !names.contains(data)).ifPresent(lost -> {
                disks.add(lost.disk());
                problems.add(new DataMissing(Place.of(data)));
            });
        } else if (name.endsWith(LIST)) {
            readList(name);
        } else {
            DataFileName.parse(name).ifPresent(this::readData);
        }
    }

    private void readData(DataFileName name) {
        disks.add(name.disk());
        Path path = directory.resolve(name.fileName());
        try (FileChannel file = FileChannel.open(path)) {
            boolean raw = new RawImage(directory, name, names).isRaw(file);
            long bytes = file.size();
            Meta meta = raw ? rawMeta(name, bytes) : StreamIndex.readMeta(file);
            var modified = Files.getLastModifiedTime(path).toInstant();
            files.add(new DataFile(name, path, meta, raw, bytes, modified, readSum(name.fileName())));
        } catch (StreamException e) {
            problems.add(Torn.of(name.fileName(), e));
        } catch (IOException e) {
            problems.add(new Unreadable(Place.of(name.fileName()), e.toString()));
        }
    }

    private static Meta rawMeta(DataFileName name, long bytes) {
        return new Meta(
                bytes,
                bytes,
                "",
                name.disk(),
                "raw",
                "",
                OptionalInt.empty(),
                Optional.empty(),
                false,
                Meta.STREAM_VERSION);
    }

    private OptionalLong readSum(String data) throws IOException {
        String name = data + DataFileName.SUM;
        if (!names.contains(name)) {
            return OptionalLong.empty();
        }
        Path path = directory.resolve(name);
        // Read no more than a sum can be: a damaged name may lead to anything.
        String text;
        try (var in = Files.newInputStream(path)) {
            text = new String(in.readNBytes(64), java.nio.charset.StandardCharsets.ISO_8859_1).strip();
        }
        if (text.isEmpty()
                || text.length() > MOST_DIGITS_OF_SUM
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            problems.add(new SumUnreadable(Place.of(name)));
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private void readList(String name) {
        domain = Optional.of(name.substring(0, name.length() - LIST.length()));
        try {
            JsonNode list = JSON.readTree(directory.resolve(name).toFile());
            if (!list.isArray()) {
                problems.add(new ListUnreadable(Place.of(name), "it holds no JSON list"));
                return;
            }
            List<String> found = new ArrayList<>();
            list.forEach(entry -> found.add(entry.asText()));
            checkpoints = found;
        } catch (JsonProcessingException e) {
            problems.add(new ListUnreadable(Place.of(name), e.getOriginalMessage()));
        } catch (IOException e) {
            problems.add(new ListUnreadable(Place.of(name), e.toString()));
        }
    }
}
