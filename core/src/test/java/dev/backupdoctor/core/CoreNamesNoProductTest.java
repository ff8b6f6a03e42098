package dev.backupdoctor.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A new product is a new module and nothing else, so the core must not know the ones that there are. */
class CoreNamesNoProductTest {
    private static final Path SOURCES = Path.of("src/main");
    private static final Pattern PRODUCT =
            Pattern.compile("amanda|checkmk|oceanbase|virtnbd", Pattern.CASE_INSENSITIVE);

    @Test
    void inCodeCommentsResourcesAndFileNames() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            if (namesProduct(file.toString())) {
                found.add(file + ": its name");
            }
            // A charset that takes every byte: a resource need not be text.
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            for (int i = 0; i < lines.size(); i++) {
                if (namesProduct(lines.get(i))) {
                    found.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        }

        assertThat(found).as("product names in core").isEmpty();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }

    private static boolean namesProduct(String text) {
        return PRODUCT.matcher(text).find();
    }
}
