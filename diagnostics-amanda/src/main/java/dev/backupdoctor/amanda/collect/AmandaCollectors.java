package dev.backupdoctor.amanda.collect;

import dev.backupdoctor.core.spi.CheckOption;
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.spi.Collector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Configuration, trace logs and debug files, where they lie by default or where the user says. */
public final class AmandaCollectors {

    private static final Path CONFIGURATIONS = Path.of("/etc/amanda");

    /** Of packages, and of Amanda built from source. */
    private static final List<Path> DEBUG = List.of(Path.of("/var/log/amanda"), Path.of("/tmp/amanda"));

    private static final String CONFIGURATION_FILES = "{*.conf,disklist,dumptypes}";
    private static final int MAX_CONFIGURATION_BYTES = 1 << 20;

    private AmandaCollectors() {}

    /** Its own options. */
    public static List<CheckOption> options() {
        return List.of(
                new CheckOption(
                        "config",
                        "NAME",
                        "Name of the configuration, as amdump is given it. Default: all that there are.",
                        false),
                CheckOption.directory("confdir", "Where configurations lie. Default: /etc/amanda."),
                CheckOption.directory(
                        "logdir", "Where log.* and amdump.* lie. Default: what amanda.conf says for logdir."),
                CheckOption.directory(
                        "dbgdir", "Where debug files lie. Default: /var/log/amanda, and /tmp/amanda if it is there."));
    }

    /** What to collect. */
    public static List<Collector> of(CheckValues given) {
        Path all = given.path("confdir").orElse(CONFIGURATIONS);
        Path configurations = given.text("config").map(all::resolve).orElse(all);
        boolean named =
                given.path("confdir").isPresent() || given.text("config").isPresent();
        List<Path> logs = given.path("logdir").map(List::of).orElseGet(() -> logDirectories(configurations));
        return List.of(
                new Collector(
                        "conf",
                        new Collector.Files(
                                List.of(configurations),
                                List.of(CONFIGURATION_FILES, "*/" + CONFIGURATION_FILES),
                                named,
                                false),
                        Set.of("amanda-conf", "disklist")),
                new Collector(
                        "log",
                        new Collector.Files(logs, List.of("log.*", "amdump.*"), true, true),
                        Set.of("amanda-log", "amdump")),
                new Collector(
                        "debug",
                        new Collector.Files(
                                given.path("dbgdir").map(List::of).orElse(DEBUG),
                                List.of("**.debug"),
                                given.path("dbgdir").isPresent(),
                                true),
                        Set.of("sendsize", "amandad", "planner-debug", "amanda-debug")));
    }

    /** What each amanda.conf below a directory says for {@code logdir}; a client has none. */
    private static List<Path> logDirectories(Path below) {
        Set<Path> found = new TreeSet<>();
        logDirectory(below.resolve("amanda.conf")).ifPresent(found::add);
        try (DirectoryStream<Path> configurations = Files.newDirectoryStream(below, Files::isDirectory)) {
            configurations.forEach(c -> logDirectory(c.resolve("amanda.conf")).ifPresent(found::add));
        } catch (IOException told) {
            // That the configuration cannot be read is told by the collector which reads it.
            return new ArrayList<>(found);
        }
        return new ArrayList<>(found);
    }

    /** {@code logdir "/var/log/amanda/daily"}; relative ones are Amanda's own matter. */
    private static Optional<Path> logDirectory(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_CONFIGURATION_BYTES) {
                return Optional.empty();
            }
            Optional<String> directory = Optional.empty();
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                String text = line.strip();
                if (text.toLowerCase(Locale.ROOT).startsWith("logdir") && text.length() > 7) {
                    directory = Optional.of(unquoted(text.substring(7).strip()));
                }
            }
            return directory.filter(d -> d.startsWith("/")).map(Path::of);
        } catch (IOException told) {
            return Optional.empty();
        }
    }

    private static String unquoted(String value) {
        int close = value.indexOf('"', 1);
        if (value.startsWith("\"") && close > 0) {
            return value.substring(1, close);
        }
        int blank = value.indexOf(' ');
        return blank < 0 ? value : value.substring(0, blank);
    }
}
