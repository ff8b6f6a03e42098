package dev.backupdoctor.oceanbase;

import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.testing.ParserContract;
import java.util.List;
import java.util.Map;

/** Texts in which each parser finds something; what no program writes comes from the contract. */
class OceanbaseParsersTest extends ParserContract {

    private static final String LOG = "[2024-05-19 13:23:25.238790] WDIAG [STORAGE] finish_ (ob_x.cpp:141) "
            + "[8999][T1004_BACKUP][T1004][YB420A010203-0005FC029426456E-0-0] [lt=26][errcode=-9086] "
            + "failed(ret=-4016 *ls_attr_={a:1, b:{id:7}}, c:[\"x\", \"y\"] d:\"\"z\"\", used(%)=80, e=\"{f:1}\"})";

    private static final String ALERT =
            "2024-05-20 10:11:12.123456|ERROR|ARCHIVE|E|-9082|1004|41200|T1|Y1-0|f_|x.cpp:7|text";

    private static final String VIEWS = """
            obclient> SELECT * FROM oceanbase.CDB_OB_ARCHIVELOG WHERE tenant_id = 1002;
            +-----------+-------------+---------+
            | TENANT_ID | STATUS      | COMMENT |
            +-----------+-------------+---------+
            |      1002 | INTERRUPTED | 商|x    |
            +-----------+-------------+---------+
            SELECT * FROM CDB_OB_BACKUP_JOB_HISTORY\\G
            *************************** 1. row ***************************
              TENANT_ID: 1004
                 JOB_ID: 8
            START_TIMESTAMP: 2024-04-27 12:41:27.451141
              START_SCN: 1710165944100201003
                 STATUS: FAILED
                 RESULT: 4016
            1 row in set
            MODULE	EVENT	NAME1	VALUE1	NAME2	VALUE2
            backup_data	start_backup_data	tenant_id	1002	result	-9040
            """;

    @Override
    protected DiagnosticModule module() {
        return new OceanbaseModule();
    }

    @Override
    protected Map<String, Sample> samples() {
        return Map.of(
                "oceanbase-head", new Sample("", LOG),
                "oceanbase-alert-head", new Sample("", ALERT),
                "oceanbase-values", new Sample("ret", LOG.substring(LOG.indexOf("failed("))),
                "oceanbase-client", Sample.utf8("out.txt", VIEWS));
    }

    @Override
    protected List<String> pieces() {
        return List.of("(a=", "a:{", "a=\"", "from ", "from a where b = 1 and ", "\n| a\n+-+");
    }
}
