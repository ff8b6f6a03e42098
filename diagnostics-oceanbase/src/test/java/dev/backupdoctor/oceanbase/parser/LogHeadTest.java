package dev.backupdoctor.oceanbase.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.spi.HeadReader.Head;
import dev.backupdoctor.core.value.Code;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogHeadTest {

    private static final String AT = "[2024-05-19 13:23:25.238790] ";
    private static final String V4 = AT
            + "WDIAG [STORAGE] finish_ (ob_backup_task.cpp:141) [8999][T1004_BACKUP][T1004][YB420A010203-0005FC029426456E-0-0] [lt=26][errcode=-9086] text(a=1)";

    private static Optional<Head> read(String line) {
        return new LogHead().read(line);
    }

    private static @Nullable Object field(String line, String name) {
        return read(line).orElseThrow().fields().get(name);
    }

    private static String text(String line) {
        return read(line).map(h -> line.substring(h.length())).orElse("no head");
    }

    @Test
    void readsAllFieldsOf4x() {
        assertThat(read(V4).orElseThrow().fields())
                .containsEntry("at", LocalDateTime.of(2024, 5, 19, 13, 23, 25, 238_790_000))
                .containsEntry("level", "WDIAG")
                .containsEntry("module", "STORAGE")
                .containsEntry("function", "finish_")
                .containsEntry("code_file", "ob_backup_task.cpp")
                .containsEntry("code_line", new BigDecimal(141))
                .containsEntry("thread", "T1004_BACKUP")
                .containsEntry("tenant", new BigDecimal(1004))
                .containsEntry("trace", "YB420A010203-0005FC029426456E-0-0")
                .containsEntry("errcode", new Code(-9086, Optional.empty()));
        assertThat(text(V4)).isEqualTo("text(a=1)");
    }

    @Test
    void reads3xWithCoroutineAndWithoutTenant() {
        String line = "[2021-09-01 11:31:18.605433] INFO  [STORAGE] ob_pg_sstable.cpp:170 [38715][7]"
                + "[YB42AC100009-0005DF994E790E10] [lt=15] [dc=0] do one gc(free sstable cnt=0)";

        assertThat(text(line)).isEqualTo("do one gc(free sstable cnt=0)");
        assertThat(read(line).orElseThrow().fields())
                .containsEntry("code_file", "ob_pg_sstable.cpp")
                .containsEntry("trace", "YB42AC100009-0005DF994E790E10")
                .doesNotContainKeys("thread", "tenant", "function");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WARN [COMMON] get_range (ob_x.cpp:112) [103594] [0]     [Y0-0000000000000000-0-0] [lt=17] [dc=0] text",
                "ERROR  try_recycle (palf.cpp:795) [40117][T1004_PalfGC][T1004][Y0-0000000000000000-0-0] [lt=39][errcode=-4264] text",
                "INFO  [ELECT] run (ob_e.cpp:1) [1][2][Y0-0000000000000000] [log=25]text",
                "EDIAG [LIB] operator() (ob_m.cpp:485) [12][][T0][Y0-0000000000000000-0-0] [lt=9][errcode=0] text",
                "INFO  [RS] add (ob.h:312) [1][RS Async Task0][C3][T1][YB420A010203-0006096F4E2C8190-0-0] [lt=9] text",
                "TRACE [TRACE]:0 [1][2][YB420A010203-0006096F4E2C8190] [lt=18] [dc=1] text",
                "INFO  text"
            })
    void findsWhereTheTextBegins(String rest) {
        assertThat(text(AT + rest)).isEqualTo("text");
    }

    @ParameterizedTest
    @CsvSource({"T0,", "T1,", "T1004,1004", "T1003,1004", "T500,500"})
    void givesTheUserTenant(String group, BigDecimal tenant) {
        assertThat(field(V4.replace("[T1004]", "[" + group + "]"), "tenant")).isEqualTo(tenant);
    }

    @Test
    void leavesOutIdleTraceAndErrcodeZero() {
        String line = V4.replace("YB420A010203-0005FC029426456E-0-0", "Y0-0000000000000000-0-0")
                .replace("errcode=-9086", "errcode=0");

        assertThat(read(line).orElseThrow().fields()).doesNotContainKeys("trace", "errcode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rootservice.log.20240519132400001:", "12:", "a/observer.log:12:", "    ", "> "})
    void skipsWhatGrepOrAMailPutsBefore(String prefix) {
        assertThat(text(prefix + V4)).isEqualTo("text(a=1)");
    }

    @Test
    void readsTheFirstLineOfAFile() {
        String line = AT + "INFO  New syslog file info: [address: \"10.1.2.3:2882\", tz GMT offset: 08:00]";

        assertThat(text(line)).startsWith("New syslog file info: [address");
        assertThat(field(line, "level")).isEqualTo("INFO");
    }

    @Test
    void keepsBracketsOfTheText() {
        assertThat(text(V4.replace("text", "[DATA_BACKUP]text"))).isEqualTo("[DATA_BACKUP]text(a=1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[2024-13-19 13:23:25.238790] INFO x",
                "[2024-05-19 13:23:25.238790]INFO x",
                "[2024-05-19 13:23:25.238790] NOTICE x",
                "see [2024-05-19] INFO",
                "a [b] [2024-05-19 13:23:25.238790] INFO  x"
            })
    void refusesWhatIsNoHead(String line) {
        assertThat(read(line)).isEmpty();
    }
}
