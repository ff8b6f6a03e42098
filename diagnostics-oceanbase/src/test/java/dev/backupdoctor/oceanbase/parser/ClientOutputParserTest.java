package dev.backupdoctor.oceanbase.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.oceanbase.event.OceanbaseEvent;
import dev.backupdoctor.oceanbase.event.OceanbaseEvent.JobFailed;
import dev.backupdoctor.oceanbase.event.OceanbaseEvent.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientOutputParserTest {

    private static Recording read(String text) {
        return Recording.of(new ClientOutputParser(), "out.txt", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsATableInAnyLettersAndOrder() {
        var found = read("""
                +--------+-----------+--------+---------------+-------------+--------+
                | status | tenant_id | job_id | backup_set_id | job_level   | result |
                +--------+-----------+--------+---------------+-------------+--------+
                | FAILED |      1002 |      7 |             7 | USER_TENANT |   9086 |
                +--------+-----------+--------+---------------+-------------+--------+
                """);

        JobFailed failed = found.only(JobFailed.class);
        assertThat(failed.tenant()).contains(1002L);
        assertThat(failed.job()).isEqualTo(7);
        assertThat(failed.result().orElseThrow().value()).isEqualTo(new Code(-9086, Optional.empty()));
        assertThat(failed.result().orElseThrow().place().line()).isEqualTo(4);
    }

    @Test
    void cutsRowsWithWideLettersAndBarsInValues() {
        var found = read("""
                obclient> SELECT * FROM oceanbase.DBA_OB_TENANTS;
                +-----------+-------------+-------------+
                | TENANT_ID | TENANT_NAME | TENANT_ROLE |
                +-----------+-------------+-------------+
                |      1002 | 商店 | 甲   | PRIMARY     |
                |      1004 | a|b         | STANDBY     |
                +-----------+-------------+-------------+
                """);

        assertThat(found.all(Tenant.class).stream().map(t -> t.name().orElse("")))
                .containsExactly("商店 | 甲", "a|b");
    }

    @Test
    void cutsRowsThatDoNotLineUp() {
        var found = read("""
                | free text |
                      +-----------+-------------+-------------+
                      | TENANT_ID | TENANT_NAME | TENANT_ROLE |
                      +-----------+-------------+-------------+
                      | 1002 | shop | PRIMARY |
                      | 1003 | more | cells | than | columns |
                      1 row in set
                """);

        assertThat(found.only(Tenant.class).name()).contains("shop");
    }

    @Test
    void joinsRowsWithLineEndsInValues() {
        var found = read("""
                SELECT * FROM oceanbase.CDB_OB_ARCHIVELOG;
                +-----------+-------------+---------+
                | TENANT_ID | STATUS      | COMMENT |
                +-----------+-------------+---------+
                |      1002 | INTERRUPTED | first
                second |
                |      1004 | DOING       |         |
                +-----------+-------------+---------+
                """);

        assertThat(found.all(OceanbaseEvent.Archive.class)).hasSize(2);
        assertThat(found.only(OceanbaseEvent.ArchiveInterrupted.class)
                        .comment()
                        .orElseThrow()
                        .value())
                .contains("first")
                .contains("second");
    }

    @Test
    void readsVerticalRowsWithLongValuesAndWithoutBlanks() {
        var found = read("""
                mysql> SELECT * FROM oceanbase.CDB_OB_ARCHIVELOG\\G
                *************************** 1. row ***************************
                             TENANT_ID: 1004
                              ROUND_ID: 3
                                STATUS: INTERRUPTED
                        CHECKPOINT_SCN: 1710165944100201003
                CHECKPOINT_SCN_DISPLAY: 2024-03-11 22:05:44.100201
                               COMMENT: one: two
                and more
                                  PATH:file:///a:b
                *************************** 2. row ***************************
                             TENANT_ID: 1006
                                STATUS: DOING
                2 rows in set (0.03 sec)
                """);

        var row = found.only(OceanbaseEvent.ArchiveInterrupted.class);
        assertThat(row.tenant()).contains(1004L);
        assertThat(row.checkpoint()).contains(Instant.ofEpochSecond(1710165944L, 100201003L));
        assertThat(row.path()).contains("file:///a:b");
        assertThat(row.comment().orElseThrow().value()).startsWith("one: two").endsWith("and more");
        assertThat(found.all(OceanbaseEvent.Archive.class)).hasSize(2);
        assertThat(found.identities()).containsExactly("zone=+08:00");
    }

    @Test
    void readsRowsPartedByTabs() {
        var found = read("TENANT_ID\tTENANT_NAME\tTENANT_ROLE\tSYNC_SCN\n1006\tmirror\tSTANDBY\tNULL\n\nother\ttext\n");

        assertThat(found.only(Tenant.class).synced()).isEmpty();
        assertThat(found.only(Tenant.class).name()).contains("mirror");
    }

    @Test
    void ofAnUnknownTableNothingIsTakenWhateverItsColumns() {
        var found = read("""
                SELECT * FROM oceanbase.CDB_OB_BACKUP_DELETE_JOBS\\G
                *************************** 1. row ***************************
                TENANT_ID: 1002
                   JOB_ID: 7
                BACKUP_SET_ID: 1
                   STATUS: FAILED
                1 row in set
                """);

        assertThat(found.events()).isEmpty();
    }

    @Test
    void theRowOfAWholeClusterIsNoFailedJob() {
        var found = read("""
                SELECT * FROM CDB_OB_BACKUP_JOB_HISTORY;
                +-----------+--------+-----------+--------+
                | TENANT_ID | JOB_ID | JOB_LEVEL | STATUS |
                +-----------+--------+-----------+--------+
                |         1 |      7 | CLUSTER   | FAILED |
                +-----------+--------+-----------+--------+
                """);

        assertThat(found.all(JobFailed.class)).isEmpty();
        assertThat(found.all(OceanbaseEvent.BackupJob.class)).hasSize(1);
    }

    @Test
    void saysWhatAStatementCovers() {
        var found = read("""
                obclient> SELECT * FROM oceanbase.CDB_OB_ARCHIVELOG WHERE tenant_id = 1002;
                Empty set (0.01 sec)
                obclient> SELECT * FROM oceanbase.DBA_OB_SERVERS WHERE STATUS != 'ACTIVE';
                Empty set (0.01 sec)
                obclient> SELECT TENANT_ID,
                    -> STATUS FROM `oceanbase`.`DBA_OB_TENANTS`
                    -> ORDER BY TENANT_ID\\G
                *************************** 1. row ***************************
                TENANT_ID: 1
                1 row in set
                """);

        assertThat(found.covered())
                .containsExactly("BackupJob{job=-1}", "Archive{tenant=1002}", "ArchiveInterrupted{tenant=1002}");
    }

    @Test
    void theNextLookAtAViewBeginsANewOne() {
        String look = """
                SELECT * FROM oceanbase.CDB_OB_BACKUP_TASKS;
                +-----------+---------+-------------+----------------------------+
                | TENANT_ID | TASK_ID | STATUS      | START_TIMESTAMP            |
                +-----------+---------+-------------+----------------------------+
                |      1002 |       7 | BACKUP_DATA | 2024-11-02 05:30:00.738797 |
                +-----------+---------+-------------+----------------------------+
                SELECT * FROM oceanbase.DBA_OB_SERVERS;
                +----------+----------+--------+----------------------------+
                | SVR_IP   | SVR_PORT | STATUS | START_SERVICE_TIME         |
                +----------+----------+--------+----------------------------+
                | 10.1.2.3 |     2882 | ACTIVE | 2024-11-02 %s |
                +----------+----------+--------+----------------------------+
                """;

        var found = read(look.formatted("06:00:00.000000") + look.formatted("09:00:00.000000"));

        assertThat(found.all(OceanbaseEvent.BackupTask.class).stream()
                        .map(t -> t.seen().orElseThrow()))
                .isEqualTo(List.of(LocalDateTime.of(2024, 11, 2, 6, 0), LocalDateTime.of(2024, 11, 2, 9, 0)));
    }

    @Test
    void ofADestinationOnlyTheAddressIsKept() {
        var found = read("""
                SELECT * FROM oceanbase.CDB_OB_BACKUP_PARAMETER;
                +-----------+------------------+-----------------------------------------------+
                | TENANT_ID | NAME             | VALUE                                         |
                +-----------+------------------+-----------------------------------------------+
                |      1002 | data_backup_dest | oss://b/data?host=h&access_id=a&access_key=k  |
                +-----------+------------------+-----------------------------------------------+
                """);

        assertThat(found.only(OceanbaseEvent.DataDest.class).path()).isEqualTo("oss://b/data");
    }
}
