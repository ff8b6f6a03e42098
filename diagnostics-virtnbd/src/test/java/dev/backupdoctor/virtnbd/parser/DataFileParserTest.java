package dev.backupdoctor.virtnbd.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.DataFile;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataFileParserTest {

    private static final String JSON = """
            {
                "virtualSize": 16777216,
                "dataSize": 65536,
                "date": "2026-11-20T08:43:33.861513",
                "checkpointName": "virtnbdbackup.1",
                "parentCheckpoint": "virtnbdbackup.0",
                "incremental": true,
                "streamVersion": 2
            }""";

    private static String frame(String json) {
        return "meta 0000000000000000 %016x\r\n%s\r\n".formatted(json.length(), json);
    }

    private static DataFile read(String name, String content) {
        return Recording.of(new DataFileParser(), "/srv/web01/" + name, content).only(DataFile.class);
    }

    @Test
    void readsTheHeader() {
        DataFile file = read("vda.inc.virtnbdbackup.1.data", frame(JSON) + "stop 0000");

        assertThat(file.set()).isEqualTo("/srv/web01");
        assertThat(file.disk()).isEqualTo("vda");
        assertThat(file.level()).isEqualTo("inc");
        assertThat(file.header()).contains(Header.OK);
        assertThat(file.checkpoint()).contains("virtnbdbackup.1");
        assertThat(file.parent()).contains("virtnbdbackup.0");
        assertThat(file.incremental()).contains(true);
        assertThat(file.at()).isPresent();
    }

    @Test
    void readsTheNamesOfVeryOldSets() {
        DataFile file = read("sda.full.data", frame("{\"virtual-size\": 5, \"parentCheckpoint\": false}"));

        assertThat(file.header()).contains(Header.OK);
        assertThat(file.parent()).isEmpty();
        assertThat(file.checkpoint()).contains("virtnbdbackup.0");
    }

    @ParameterizedTest
    @CsvSource({
        "vda.full.data, full, false",
        "vda.copy.data, copy, false",
        "vda.diff.1795164610.data, diff, false",
        "vda.inc.virtnbdbackup.12.data, inc, false",
        "vda.full.data.partial, full, true"
    })
    void readsTheName(String name, String level, boolean partial) {
        DataFile file = read(name, frame(JSON));

        assertThat(file.level()).isEqualTo(level);
        assertThat(file.partial()).isEqualTo(partial);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vda.data", "vda.inc.data", "vda.full.x.data", "full.data"})
    void passesOverOtherNames(String name) {
        assertThat(Recording.of(new DataFileParser(), name, frame(JSON)).events())
                .isEmpty();
    }

    @Test
    void tellsATornHeaderFromAnEmptyFileAndARawImage() {
        assertThat(read("vda.full.data", "").header()).contains(Header.EMPTY);
        assertThat(read("vda.full.data", frame(JSON).substring(0, 200)).header())
                .contains(Header.TORN);
        assertThat(read("vda.full.data", "\0".repeat(4096)).header()).contains(Header.TORN);
        assertThat(read("vdb.copy.data", "\0".repeat(4096)).header()).contains(Header.RAW);
    }
}
