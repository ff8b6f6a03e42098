package dev.backupdoctor.oceanbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.Rulebook;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final List<String> SECRETS = List.of("AKIAINVENTED00001", "inventedSecret", "5ebe2294ecd0e0f0");

    @TempDir
    private Path directory;

    @Test
    void keysOfDestinationsAppearNowhere() throws Exception {
        Path log = directory.resolve("rootservice.log");
        Path given = Path.of(
                "src", "test", "resources", "cases", "fires-on-denied-object-store", "input", "rootservice.log");
        Files.copy(given, log);
        Path views = directory.resolve("views.txt");
        Files.writeString(views, """
                SELECT * FROM oceanbase.CDB_OB_BACKUP_PARAMETER\\G
                *************************** 1. row ***************************
                TENANT_ID: 1010
                     NAME: data_backup_dest
                    VALUE: s3://vault/ledger?host=h&access_id=AKIAINVENTED00001&access_key=inventedSecret/With+Signs=
                1 row in set
                """);

        var diagnosis = Analysis.run(
                Rulebook.load(List.of(new OceanbaseModule()), List.of()),
                List.of(log.toString(), views.toString()),
                InputStream.nullInputStream(),
                AnalysisOptions.DEFAULT);

        assertThat(Files.readString(given)).contains(SECRETS);
        assertThat(diagnosis.findings()).isNotEmpty();
        assertThat(diagnosis.toString()).doesNotContain(SECRETS);
    }
}
