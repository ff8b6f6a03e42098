package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the distribution bundles, and that it says under which licences. */
class DistributionIT {
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("distribution")));
    private static final Path LICENSES = HOME.resolve("LICENSES");
    private static final Pattern VERSION = Pattern.compile("-\\d.*\\.jar$");

    @Test
    void everyBundledJarHasItsLicenceListed() throws IOException {
        Set<String> bundled = fileNames(HOME.resolve("lib")).stream()
                .map(jar -> VERSION.matcher(jar).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed().keySet())
                .as("names in LICENSES/list.txt and jars in lib")
                .containsExactlyElementsOf(bundled);
    }

    @Test
    void everyListedLicenceHasItsTextAndNoOther() throws IOException {
        Set<String> expected = listed().values().stream()
                .flatMap(List::stream)
                .map(licence -> licence + ".txt")
                .collect(Collectors.toCollection(TreeSet::new));
        expected.add("list.txt");

        assertThat(fileNames(LICENSES)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void hasWhatARecipientMustGet() {
        assertThat(HOME.resolve("LICENSE")).isNotEmptyFile();
        assertThat(HOME.resolve("NOTICE")).isNotEmptyFile();
        assertThat(HOME.resolve("README.md")).isNotEmptyFile();
        assertThat(HOME.resolve("bin/backup-doctor")).isExecutable();
        assertThat(HOME.resolve("compat/virtnbdbackup")).isExecutable();
        assertThat(HOME.resolve("compat/virtnbdrestore")).isExecutable();
        assertThat(HOME.resolve("compat/virtnbdmap")).isExecutable();
    }

    private static Map<String, List<String>> listed() throws IOException {
        Map<String, List<String>> licences = new TreeMap<>();
        for (String line : Files.readAllLines(LICENSES.resolve("list.txt"), StandardCharsets.UTF_8)) {
            if (!line.startsWith("#")) {
                List<String> words = Arrays.asList(line.split(" +", -1));
                assertThat(words).as(line).hasSizeGreaterThan(1);
                assertThat(licences.put(words.get(0), words.subList(1, words.size())))
                        .as("'%s' is listed twice", words.get(0))
                        .isNull();
            }
        }
        return licences;
    }

    private static List<String> fileNames(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
