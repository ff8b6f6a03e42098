package dev.backupdoctor.virtnbd;

import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.testing.ParserContract;
import java.util.List;
import java.util.Map;

/** Texts in which each parser finds something; what no program writes comes from the contract. */
class VirtnbdParsersTest extends ParserContract {

    private static final String LOG = """
            # virtnbdbackup -d a -o /b
            [2026-11-20 02:00:01] INFO lib common - printVersion [main]: Version: 2.33 Arguments: /x/virtnbdbackup -d a -o /b
            [2026-11-20 02:00:01] ERROR root x - main [main]: Applying data from backup file [/b/vda.full.data] to target file [x].
            {'checkpointName': 'virtnbdbackup.0',
             'incremental': True,
            Traceback (most recent call last):
              File "/usr/bin/virtnbdbackup", line 5, in x
            OSError: [Errno 28] x
            (exit code 1)
            # virsh checkpoint-list a
             Name   Creation Time
            ------------------------
             virtnbdbackup.0   2026-11-20 08:43:30 +0000
            # qemu-img info x
            image: x
                bitmaps:
                    [0]:
                        name: b
            # cat a.cpt
            ["virtnbdbackup.0"]
            # ls -la /b
            total 5
            -rw-r--r-- 1 root root 66062 Nov 20 08:43 vda.full.data
            # virsh dumpxml a
            <domain type='kvm'><name>a</name></domain>
            """;

    private static final String XML = """
            <domaincheckpoint><name>virtnbdbackup.1</name>
            <disks><disk name='vda' bitmap='b'/></disks>
            <domain><name>a</name><devices><disk><source file='x'/><target dev='vda'/></disk></devices></domain>
            </domaincheckpoint>
            """;

    private static final String IMAGE = """
            { "filename": "x", "format-specific": { "data": { "compat": "1.1", "bitmaps": [ { "name": "b", "flags": [] } ] } } }
            """;

    private static final String TABLE = """
             Name   Creation Time
            ------------------------
             virtnbdbackup.0   2026-11-20 08:43:30 +0000
            """;

    @Override
    protected DiagnosticModule module() {
        return new VirtnbdModule();
    }

    @Override
    protected Map<String, Sample> samples() {
        return Map.of(
                "virtnbd-log", new Sample("d/backup.inc.1.log", LOG),
                "checkpoint-list", new Sample("list.txt", TABLE),
                "checkpoint-xml", new Sample("d/virtnbdbackup.1.xml", XML),
                "checkpoint-names", new Sample("d/a.cpt", "[\"virtnbdbackup.0\", \"virtnbdbackup.1\"]"),
                "image-info", new Sample("d/vda.0.qcow.json", IMAGE),
                "domain-job", new Sample("job.txt", "Job type:         Unbounded\nOperation:        Backup\n"),
                "data-file",
                        new Sample(
                                "d/vda.full.data",
                                "meta 0000000000000000 0000000000000012\r\n{\"virtualSize\": 7 }\r\n"),
                "virtnbd-head", new Sample("", "[2026-11-20 08:43:30] ERROR root disk - backup [vda]: lost"));
    }

    @Override
    protected List<String> pieces() {
        return List.of("[2026-11-20 02:00:01] ", "# ls -l", "(exit code 1)", "a.inc.");
    }
}
