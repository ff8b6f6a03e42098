package dev.backupdoctor.virtnbd.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogHeadTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2026-11-20 08:43:30] ERROR root disk - backup [vda]: lost",
                "[2026-11-20 08:43:30] ERROR root disk - backup [vda]:  lost",
                "[2026-11-20 08:43:30] ERROR disk - backup [vda]: lost",
                "2026-11-20 08:43:31,115 ERROR: stderr: [2026-11-20 08:43:30] ERROR root disk - backup [vda]: lost",
                "\rsaving disk vda: 0%| | 0.00/65.5k [00:00<?, ?B/s]\r  \r[2026-11-20 08:43:30] ERROR root disk - backup [vda]: lost",
                "\u001b[32m[2026-11-20 08:43:30]\u001b[0m\u001b[34m \u001b[31mERROR\u001b[0m root disk - backup [vda]: \u001b[31m lost"
            })
    void readsWhatStandsInFrontOfAMessage(String line) {
        LogHead.Found head = LogHead.in(line).orElseThrow();

        assertThat(line.substring(head.to())).isEqualTo("lost");
        assertThat(head.at()).isEqualTo(LocalDateTime.of(2026, 11, 20, 8, 43, 30));
        assertThat(head.isError()).isTrue();
        assertThat(head.module()).isEqualTo("disk");
        assertThat(head.function()).isEqualTo("backup");
        assertThat(head.thread()).isEqualTo("vda");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[2026-11-20 08:43:30] INFO",
                "[2026-13-20 08:43:30] INFO root disk - backup [vda]: the 13th month",
                "[2026-11-20 08:43:30] HINT root disk - backup [vda]: no level",
                "[2026-11-20 08:43:30] INFO Starting up",
                "Traceback (most recent call last):"
            })
    void findsNoHeadInOtherLines(String line) {
        assertThat(LogHead.in(line)).isEmpty();
    }

    @Test
    void givesItsFieldsToTheFormat() {
        var head = new LogHead();

        var read = head.read("[2026-11-20 08:43:30] INFO root disk - backup [vda]: x")
                .orElseThrow();

        assertThat(read.fields().keySet()).isEqualTo(head.fields().keySet());
        assertThat(read.length()).isEqualTo(53);
    }
}
