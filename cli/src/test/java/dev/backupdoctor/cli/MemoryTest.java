package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Floods, read with the memory that the launcher allows. */
class MemoryTest {

    private static final int MILLION = 1_000_000;

    /** Three times what is kept. */
    private static final int MANY = 200_000;

    private static final String BEGIN = "2026-11-20 02:00:00 copying disks of web01 to /srv/backup\n";

    @TempDir
    private Path directory;

    @Test
    void readsAMillionLinesThatSayTheSameOfOneDisk() throws Exception {
        log(
                "acme.log",
                MILLION,
                i -> "2026-11-20 02:10:00 cannot write /srv/backup/web01." + i + ": no space left on /srv\n");

        Run run = analyse("--format=json", "acme.log");

        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(problems(run))
                .anySatisfy(
                        p -> assertThat(p)
                                .matches(
                                        "acme.log:[0-9]+: there is more than memory is given to: from here on [0-9]+ events are left out"));
    }

    @Test
    void readsManyLinesThatSaySomethingOfADiskEach() throws Exception {
        log("acme.log", MANY, i -> "2026-11-20 02:10:00 cannot write x: no space left on /srv/" + i + "\n");

        Run run = analyse("--format=json", "acme.log");

        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(problems(run)).anySatisfy(p -> assertThat(p).contains("there is more than memory is given to"));
    }

    @Test
    void aFloodInOneLogTakesNothingFromTheOthers() throws Exception {
        log("acme-1.log", MANY, i -> "2026-11-20 02:10:00 cannot write x: no space left on /a\n");
        log("acme-2.log", MANY, i -> "2026-11-20 02:10:00 cannot write x: no space left on /b\n");
        log("acme-3.log", 1, i -> "2026-11-20 02:10:00 cannot write x: no space left on /c\n");

        Run run = analyse("--format=json", "acme-1.log", "acme-2.log", "acme-3.log");
        Run backwards = analyse("--format=json", "acme-3.log", "acme-2.log", "acme-1.log");

        assertThat(json(run).findValuesAsText("fingerprint")).hasSize(3);
        assertThat(problems(run)).hasSize(3).noneMatch(p -> p.startsWith("acme-3.log") && p.contains("left out"));
        assertThat(json(backwards).get("findings")).isEqualTo(json(run).get("findings"));
        assertThat(json(backwards).get("problems")).isEqualTo(json(run).get("problems"));
    }

    private void log(String name, int lines, IntFunction<String> line) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve(name))) {
            out.write(BEGIN);
            for (int i = 0; i < lines; i++) {
                out.write(line.apply(i));
            }
        }
    }

    private Run analyse(String... args) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("analyze"));
        all.addAll(List.of(args));
        return Child.run(directory, Child.HEAP, Map.of(), Path.of("/dev/null"), all.toArray(String[]::new));
    }

    private static JsonNode json(Run run) throws IOException {
        return new ObjectMapper().readTree(run.out());
    }

    private static List<String> problems(Run run) throws IOException {
        List<String> problems = new ArrayList<>();
        json(run)
                .get("problems")
                .forEach(p -> problems.add(p.get("file").asText() + ":"
                        + p.path("line").asText() + ": " + p.get("reason").asText()));
        return problems;
    }
}
