package dev.backupdoctor.checkmk;

import dev.backupdoctor.checkmk.event.CheckmkEvent;
import dev.backupdoctor.checkmk.parser.BackupConfigParser;
import dev.backupdoctor.checkmk.parser.BackupConfigWriter;
import dev.backupdoctor.checkmk.parser.CronParser;
import dev.backupdoctor.checkmk.parser.JobStateParser;
import dev.backupdoctor.checkmk.parser.MkbackupInfoParser;
import dev.backupdoctor.checkmk.parser.RrdFileParser;
import dev.backupdoctor.checkmk.parser.RrdNamesParser;
import dev.backupdoctor.checkmk.parser.RunLogParser;
import dev.backupdoctor.checkmk.parser.SiteConfParser;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.ValueWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checkmk: what the module brings along. Formats and rules are the files of {@code formats/} and {@code rules/}. */
public final class CheckmkModule implements DiagnosticModule {

    @Override
    public String product() {
        return "checkmk";
    }

    @Override
    public String title() {
        return "Checkmk";
    }

    @Override
    public List<Class<? extends Record>> kinds() {
        return List.of(
                CheckmkEvent.BackupCompleted.class,
                CheckmkEvent.BackupFailed.class,
                CheckmkEvent.BackupKept.class,
                CheckmkEvent.BackupUnfinished.class,
                CheckmkEvent.ConnectionReset.class,
                CheckmkEvent.CronLine.class,
                CheckmkEvent.Denied.class,
                CheckmkEvent.Job.class,
                CheckmkEvent.JobState.class,
                CheckmkEvent.NameNotUtf8.class,
                CheckmkEvent.Rrd.class,
                CheckmkEvent.RrdNotUtf8.class,
                CheckmkEvent.SiteConf.class,
                CheckmkEvent.StartRefused.class,
                CheckmkEvent.Target.class);
    }

    @Override
    public Map<String, Parser> parsers() {
        return Map.of(
                "backup-mk", new BackupConfigParser(),
                "job-state", new JobStateParser(),
                "mkbackup-cron", new CronParser(),
                "mkbackup-info", new MkbackupInfoParser(),
                "omd-backup", new RunLogParser(),
                "rrd-file", new RrdFileParser(),
                "rrd-names", new RrdNamesParser(),
                "site-conf", new SiteConfParser());
    }

    @Override
    public Map<String, ValueWriter> writers() {
        return Map.of("backup-mk", new BackupConfigWriter());
    }

    @Override
    public Set<String> readingCommands() {
        return Set.of("cat", "df", "find", "findmnt", "grep", "ls", "ps", "stat", "tail");
    }
}
