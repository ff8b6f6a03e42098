package dev.backupdoctor.nbd.set;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpTest {

    @TempDir
    private Path directory;

    @Test
    void listsTheHeadsInTheOrderOfTheChain() throws IOException {
        String dump = dump(new TestSet(directory).addChain("vda").read());

        JsonNode heads = new ObjectMapper().readTree(dump);
        assertThat(heads).hasSize(3);
        assertThat(heads.findValuesAsText("checkpointName"))
                .containsExactly("virtnbdbackup.0", "virtnbdbackup.1", "virtnbdbackup.2");
        assertThat(heads.get(0).get("compressed").isBoolean()).isTrue();
    }

    @Test
    void looksAsThatOfTheOriginal() throws IOException {
        String dump = dump(new TestSet(directory)
                .add("vda.full.data", TestSet.full("vda", "A"))
                .read());

        assertThat(dump).isEqualTo("""
                        [
                            {
                                "virtualSize": 1048576,
                                "dataSize": 65536,
                                "date": "2026-11-20T08:40:43.861513",
                                "diskName": "vda",
                                "diskFormat": "qcow2",
                                "checkpointName": "virtnbdbackup.0",
                                "compressed": false,
                                "compressionMethod": "lz4",
                                "parentCheckpoint": "",
                                "incremental": false,
                                "streamVersion": 2
                            }
                        ]""");
    }

    private static String dump(BackupSet set) throws IOException {
        var out = new ByteArrayOutputStream();
        Dump.write(set, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
