package dev.backupdoctor.oceanbase;

import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.spi.HeadReader;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.ValuesReader;
import dev.backupdoctor.oceanbase.event.OceanbaseEvent;
import dev.backupdoctor.oceanbase.parser.AlertHead;
import dev.backupdoctor.oceanbase.parser.ClientOutputParser;
import dev.backupdoctor.oceanbase.parser.LogHead;
import dev.backupdoctor.oceanbase.parser.LogValues;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** OceanBase: what the module brings along. Formats and rules are the files of {@code formats/} and {@code rules/}. */
public final class OceanbaseModule implements DiagnosticModule {

    @Override
    public String product() {
        return "oceanbase";
    }

    @Override
    public String title() {
        return "OceanBase";
    }

    @Override
    public List<Class<? extends Record>> kinds() {
        return List.of(
                OceanbaseEvent.BackupJob.class,
                OceanbaseEvent.BackupTask.class,
                OceanbaseEvent.ScheduleTask.class,
                OceanbaseEvent.LsTask.class,
                OceanbaseEvent.StartResult.class,
                OceanbaseEvent.JobFailed.class,
                OceanbaseEvent.DestUnmounted.class,
                OceanbaseEvent.Archive.class,
                OceanbaseEvent.ArchiveInterrupted.class,
                OceanbaseEvent.ArchiveFatal.class,
                OceanbaseEvent.Tenant.class,
                OceanbaseEvent.Server.class,
                OceanbaseEvent.DataDest.class);
    }

    @Override
    public Map<String, Parser> parsers() {
        return Map.of("oceanbase-client", new ClientOutputParser());
    }

    @Override
    public Map<String, HeadReader> heads() {
        return Map.of("oceanbase-head", new LogHead(), "oceanbase-alert-head", new AlertHead());
    }

    @Override
    public Map<String, ValuesReader> values() {
        return Map.of("oceanbase-values", new LogValues());
    }

    @Override
    public Set<String> pageFormats() {
        return Set.of("oceanbase-alert", "oceanbase-client", "oceanbase-log");
    }

    @Override
    public Set<String> readingCommands() {
        return Set.of("cat", "df", "grep", "ls", "obclient");
    }
}
