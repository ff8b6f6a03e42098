package dev.backupdoctor.checkmk;

import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.testing.ParserContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Texts in which each parser finds something; what no program writes comes from the contract. */
class CheckmkParsersTest extends ParserContract {

    private static final String LOG = """
            OMD[ham]:~$ mkbackup backup daily
            This backup job does not exist.
            2025-03-02 01:15:01 --- Starting backup (Check_MK-mon2-ham-daily to share) ---
            Site backup failed: Traceback (most recent call last):
              File "/omd/versions/2.0.0p26.cee/lib/python3/omdlib/backup.py", line 1, in _suspend_rrd_update
                self._sock.sendall(x)
                ^^^^^
            UnicodeEncodeError: 'utf-8' codec can't encode character '\\udcc3' in position 116: surrogates not allowed
            Pausing RRD updates for /omd/sites/ham/var/check_mk/rrd/a/b.rrd
            rrdcached command: SUSPEND /omd/sites/ham/var/check_mk/rrd/a/b.rrd
            rrdcached response: '-1 /omd/sites/ham/var/check_mk/rrd/a/b.rrd - No such file or directory\\n'
            Failed to perform backup: [Errno 13] Permission denied: '/omd/sites/ham/\\udcfc'
            2025-03-02 01:16:21 --- Backup completed (Duration: 1 day, 0:01:20, Size: 1.5 MB, IO: 5 MB/s) ---
            """;

    private static final String STATE = """
            {
                "finished": 1737249301.67,
                "next_schedule": 1737253800.0,
                "output": "2025-01-19 01:15:01 --- Starting backup (Check_MK-a-b-c to d) ---\\nx \\udcfc \\u00e9\\n",
                "pid": 1788,
                "size": null,
                "started": 1737249301.14,
                "state": "finished",
                "success": false
            }""";

    private static final String INFO =
            "{\"finished\": 1.5, \"job_id\": \"a\", \"site_version\": \"2.3.0p1.cee\", \"size\": 7}";

    private static final String CONFIG = """
            {'jobs': {'a': {'target': "b", 'no_history': False, 'schedule': {'timeofday': [(2, 30)]}}},
             'targets': {'b': {'remote': ('local', {'path': '/x', 'is_mountpoint': True})}}}
            """;

    private static final String NAMES = "/omd/sites/ham/var/check_mk/rrd/a/B\u00fcro.rrd\n";

    @Override
    protected DiagnosticModule module() {
        return new CheckmkModule();
    }

    @Override
    protected Map<String, Sample> samples() {
        return Map.of(
                "backup-mk", new Sample("etc/check_mk/backup.mk", CONFIG),
                "job-state", new Sample("var/check_mk/backup/daily.state", STATE),
                "mkbackup-cron", new Sample("etc/cron.d/mkbackup", "30 2 * * * mkbackup backup nightly >/dev/null\n"),
                "mkbackup-info", new Sample("mkbackup.info", INFO),
                "omd-backup", new Sample("backup.log", LOG),
                "rrd-file", new Sample("omd/sites/x/var/check_mk/rrd/\\xfc\\x.rrd", "RRD"),
                "rrd-names", new Sample("names.txt", NAMES),
                "site-conf", new Sample("etc/omd/site.conf", "CONFIG_CORE='cmc'\n"));
    }

    @Override
    protected List<String> pieces() {
        return List.of(
                "{'a':",
                "mkbackup -",
                "mkbackup  ",
                "/var/sites",
                "^ ~",
                "Failed to perform backup: ",
                "MKException: ");
    }

    @Override
    protected Set<String> statedByTornFiles() {
        return Set.of("BackupUnfinished");
    }
}
