package dev.backupdoctor.amanda.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebugHeadTest {

    @Test
    void readsTheHeadsOfAllVersions() {
        LocalDateTime time = LocalDateTime.of(2011, 12, 6, 0, 8, 29);

        assertThat(DebugHead.read("amandad: time 0.003: accept"))
                .contains(new DebugHead("amandad", Optional.empty(), Optional.of(Duration.ofMillis(3)), 21));
        assertThat(DebugHead.read("sendsize[16017]: estimate"))
                .contains(new DebugHead("sendsize", Optional.empty(), Optional.empty(), 17));
        assertThat(DebugHead.read("1228527252.104211: sendsize: estimate"))
                .contains(new DebugHead("sendsize", Optional.empty(), Optional.empty(), 29));
        assertThat(DebugHead.read("Tue Dec  6 00:08:29 2011: sendsize: estimate"))
                .contains(new DebugHead("sendsize", Optional.of(time), Optional.empty(), 36));
        assertThat(DebugHead.read("Tue Dec  6 00:08:29 2011: thd-0x9a3c00: sendsize: estimate"))
                .contains(new DebugHead("sendsize", Optional.of(time), Optional.empty(), 50));
        assertThat(DebugHead.read("Tue Dec 06 00:08:29.000000007 2011: pid 7: thd-0x9a: sendsize:  0"))
                .contains(new DebugHead("sendsize", Optional.of(time.plusNanos(7)), Optional.empty(), 63));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "----",
                "<<<<<",
                "OPTIONS features=ff;",
                "GNUTAR /srv 1 2005:11:26:0:46:56 1",
                "Fri Nov 20 08:52:23 2026",
                "Fri Nov 20 08:52:23.86433 2026: pid 1: thd-0x1: amandad: x",
                "12: amandad: x"
            })
    void findsNoHeadWhereThereIsNone(String line) {
        assertThat(DebugHead.read(line)).isEmpty();
    }

    @Test
    void leavesOutATimeThatCannotBe() {
        assertThat(DebugHead.read("Tue Feb 30 00:08:29 2011: sendsize: x")
                        .orElseThrow()
                        .at())
                .isEmpty();
    }
}
