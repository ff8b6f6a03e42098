package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchAheadTest {

    private static final LiteralSearch SEARCH = LiteralSearch.of(
            List.of("failed".getBytes(StandardCharsets.UTF_8), "a: ".getBytes(StandardCharsets.UTF_8)));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsTheSameWithAnyNumberOfThreadsAndAnySizeOfBlocks(long seed) {
        var random = new SplittableRandom(seed);
        byte[] log = log(random);
        List<String> expected = hits(log, log.length, 1);

        for (int threads = 1; threads <= 5; threads++) {
            int blockBytes = random.nextInt(100, 20_000);

            assertThat(hits(log, blockBytes, threads))
                    .as("seed " + seed + ", " + threads + " threads, blocks of " + blockBytes)
                    .isEqualTo(expected);
        }
    }

    private static byte[] log(SplittableRandom random) {
        var log = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            log.append(random.nextInt(30) == 0 ? "media: failed " : "well done ");
            log.append(random.nextInt(10) == 0 ? "\n" : "");
        }
        return log.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Offset, line and literal of each hit, and at last the line feeds. */
    private static List<String> hits(byte[] log, int blockBytes, int threads) {
        List<String> hits = new ArrayList<>();
        var blocks = new LineBlocks(new ByteArrayInputStream(log), new Reading.Limits(blockBytes, 1 << 20, 0, 0));
        try (var ahead = new SearchAhead(blocks, SEARCH, threads)) {
            for (var next = ahead.next(); next.isPresent(); next = ahead.next()) {
                Block block = next.get();
                for (int i = 0; i < block.hits().count(); i++) {
                    int at = block.hits().position(i);
                    hits.add(block.offset(at) + ":" + block.lineNumber(at) + ":"
                            + block.hits().literal(i));
                }
            }
            hits.add("line feeds " + ahead.lineFeeds());
        }
        return hits;
    }
}
