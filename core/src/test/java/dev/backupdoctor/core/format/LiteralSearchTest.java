package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralSearchTest {

    @Test
    void findsLiteralsThatOverlap() {
        assertThat(search("xabcabcdx", "abc", "abcd", "bcab", "x"))
                .containsExactly("0:x", "1:abc", "2:bcab", "4:abc", "4:abcd", "8:x");
    }

    @Test
    void findsNothingInNothing() {
        assertThat(search("", "abcd")).isEmpty();
        assertThat(search("abc", "abcd")).isEmpty();
        assertThat(search("abc")).isEmpty();
    }

    @Test
    void staysWithinItsBounds() {
        byte[] text = "abcdabcdabcd".getBytes(StandardCharsets.UTF_8);
        var hits = new LiteralSearch.Hits();

        LiteralSearch.of(List.of("abcd".getBytes(StandardCharsets.UTF_8))).search(text, 1, 11, hits);

        assertThat(hits.count()).isEqualTo(1);
        assertThat(hits.position(0)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsWhatAPlainSearchFinds(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            int letters = random.nextInt(2, 6);
            List<String> literals = new ArrayList<>();
            int longest = random.nextInt(2, 40);
            for (int i = random.nextInt(1, 30); i > 0; i--) {
                String literal = text(random, random.nextInt(1, longest), letters);
                if (!literals.contains(literal)) {
                    literals.add(literal);
                }
            }
            String text = text(random, random.nextInt(3000), letters) + "\u00ff\u0000";

            List<String> found = search(text, literals.toArray(String[]::new));

            assertThat(found).as("seed " + seed + ", round " + round).containsExactlyElementsOf(plain(text, literals));
        }
    }

    private static String text(SplittableRandom random, int length, int letters) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(letters)));
        }
        return text.toString();
    }

    private static List<String> plain(String text, List<String> literals) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            for (String literal : literals) {
                if (text.startsWith(literal, i)) {
                    all.add(i + ":" + literal);
                }
            }
        }
        return all;
    }

    private static List<String> search(String text, String... literals) {
        List<byte[]> bytes = List.of(literals).stream()
                .map(l -> l.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        var hits = new LiteralSearch.Hits();
        byte[] searched = text.getBytes(StandardCharsets.ISO_8859_1);
        LiteralSearch.of(bytes).search(searched, 0, searched.length, hits);
        hits.sort();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < hits.count(); i++) {
            found.add(hits.position(i) + ":" + literals[hits.literal(i)]);
        }
        return found;
    }
}
