package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineBlocksTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void countsLineFeeds(long seed) {
        var random = new SplittableRandom(seed);
        byte[] bytes = new byte[1000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(4) == 0 ? '\n' : random.nextInt(256));
        }
        for (int i = 0; i < 300; i++) {
            int from = random.nextInt(bytes.length);
            int to = random.nextInt(from, bytes.length);
            long plain = 0;
            for (int k = from; k < to; k++) {
                plain += bytes[k] == '\n' ? 1 : 0;
            }

            assertThat(Block.lineFeeds(bytes, from, to)).as("seed " + seed).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void givesAllBytesInBlocksThatEndWithALine(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            byte[] bytes = new byte[random.nextInt(3000)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(30) == 0 ? '\n' : 'a' + i % 26);
            }
            var limits = new Reading.Limits(random.nextInt(1, 200), random.nextInt(1, 200), 0, 0);
            var blocks = new LineBlocks(new ByteArrayInputStream(bytes), limits);
            var all = new ByteArrayOutputStream();
            List<Block> given = new ArrayList<>();

            for (var next = blocks.next(); next.isPresent(); next = blocks.next()) {
                Block block = next.get();
                String shown = "seed " + seed + ", round " + round + ", at " + all.size();
                assertThat(block.offset(block.from())).as(shown).isEqualTo(all.size());
                assertThat(block.isMidLine()).as(shown).isEqualTo(all.size() > 0 && bytes[all.size() - 1] != '\n');
                all.write(block.bytes(), block.from(), block.to() - block.from());
                boolean lineEnds = bytes[all.size() - 1] == '\n' || all.size() == bytes.length;
                assertThat(block.isCut()).as(shown).isEqualTo(!lineEnds);
                given.add(block);
                if (random.nextBoolean()) {
                    blocks.release(given.remove(random.nextInt(given.size())));
                }
            }

            assertThat(all.toByteArray()).isEqualTo(bytes);
        }
    }
}
