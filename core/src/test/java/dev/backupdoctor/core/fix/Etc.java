package dev.backupdoctor.core.fix;

import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.value.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A configuration that lies in a directory for a test, findings about it, and a journal. */
final class Etc {

    static final String CONF = """
            # acme, see acme.conf(5)
            keep 7          # days
            timeout 900     # seconds; was 600 before the move
            timeout_of web02 1200
            """;

    final Path directory;
    final Path conf;
    final Journal journal;
    final List<String> told = new ArrayList<>();

    Etc(Path root) throws IOException {
        directory = Files.createDirectories(root.toRealPath().resolve("etc"));
        conf = directory.resolve("acme.conf");
        journal = new Journal(root.toRealPath().resolve("state"));
        if (!Files.exists(conf)) {
            Files.writeString(conf, CONF);
        }
    }

    FixRun run() {
        return run(Person.NONE);
    }

    FixRun run(Person person) {
        return new FixRun(journal, new Host("here.example.com"), person, told::add);
    }

    UndoRun undo() {
        return new UndoRun(journal, told::add);
    }

    String text() throws IOException {
        return Files.readString(conf, StandardCharsets.ISO_8859_1);
    }

    /** An edit of a word of the configuration as it is now; the last place where it stands. */
    Fix.Step.Edit edit(String from, String to) throws IOException {
        return edit(conf, from, to);
    }

    static Fix.Step.Edit edit(Path file, String from, String to) throws IOException {
        var source = new Source(file.toString(), "acme.conf", Optional.empty());
        var text = new SourceText(source, Files.readAllBytes(file));
        int at = text.text().lastIndexOf(from);
        return new Fix.Step.Edit(text.place(at, at + from.length()), from, to);
    }

    static Fix.Step.Run command(List<String> undo, String... arguments) {
        return new Fix.Step.Run(List.of(arguments), Optional.empty(), undo);
    }

    static Plan plan(Fix.Step... steps) {
        return plan(Fix.Risk.REVERSIBLE, steps);
    }

    static Plan plan(Fix.Risk risk, Fix.Step... steps) {
        var fix = new Fix("a", risk, "raise the timeout", Arrays.asList(steps), Optional.empty(), Optional.of("web01"));
        var finding = new Finding(
                "acme-copy-timeout",
                "00000000000000ff",
                Severity.ERROR,
                Confidence.CERTAIN,
                "acme",
                new TreeMap<>(Map.of("host", "web01")),
                "Copies take too long",
                "copies of web01 took 1000 s, the server gives up after 900 s",
                "",
                new TreeMap<>(),
                List.of(new Evidence(true, Place.of("acme.log"), "")),
                List.of(),
                List.of(fix),
                Optional.empty(),
                List.of(),
                1,
                1,
                List.of(),
                List.of(),
                false,
                Optional.empty());
        return Plan.of(finding, fix);
    }
}
