package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.oceanbase.event.OceanbaseEvent;
import dev.backupdoctor.oceanbase.event.OceanbaseEvent.ArchiveStatus;
import dev.backupdoctor.oceanbase.event.OceanbaseEvent.JobLevel;
import dev.backupdoctor.oceanbase.event.OceanbaseEvent.JobStatus;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;

/** Makes events of the rows of one result. */
final class RowEvents {

    private static final Set<String> OVER = Set.of("COMPLETED", "FAILED", "CANCELED");

    private final View view;
    private final Look look;

    /**
     * One look at the views.
     *
     * @param seen the latest time of the server's zone in it
     * @param newest the latest SCN in it
     */
    record Look(Optional<LocalDateTime> seen, Optional<Instant> newest) {}

    RowEvents(View view, Look look) {
        this.view = view;
        this.look = look;
    }

    void tell(ViewRow row, Sink sink) {
        switch (view) {
            case JOBS -> job(row, sink);
            case TASKS -> task(row, sink);
            case SCHEDULE -> scheduled(row, sink);
            case LS_TASKS -> lsTask(row, sink);
            case EVENTS -> new EventRow(row).tell(sink);
            case ARCHIVE -> archive(row, sink);
            case TENANTS -> tenant(row, sink);
            case SERVERS -> server(row, sink);
            case PARAMETER -> parameter(row, sink);
        }
    }

    private static void job(ViewRow row, Sink sink) {
        Optional<Long> job = row.number("JOB_ID");
        if (job.isEmpty()) {
            return;
        }
        Optional<JobLevel> level = row.word("JOB_LEVEL", JobLevel.class);
        JobStatus status = row.word("STATUS", JobStatus.class).orElse(JobStatus.OTHER);
        Optional<LocalDateTime> start = row.time("START_TIMESTAMP");
        Place place = row.place("STATUS", "JOB_ID");
        sink.event(
                new OceanbaseEvent.BackupJob(
                        row.number("TENANT_ID"),
                        job.get(),
                        row.number("BACKUP_SET_ID"),
                        level,
                        status,
                        row.code("RESULT"),
                        start,
                        row.text("PATH")),
                place);
        if (status == JobStatus.FAILED && !level.equals(Optional.of(JobLevel.CLUSTER))) {
            sink.event(
                    new OceanbaseEvent.JobFailed(
                            row.number("TENANT_ID"),
                            job.get(),
                            row.code("RESULT"),
                            Optional.empty(),
                            Optional.empty(),
                            row.text("COMMENT"),
                            row.time("END_TIMESTAMP").or(() -> start)),
                    place);
        }
    }

    private void task(ViewRow row, Sink sink) {
        Optional<Long> task = row.number("TASK_ID");
        Optional<Placed<String>> status = row.placed("STATUS");
        if (task.isEmpty() || status.isEmpty()) {
            return;
        }
        sink.event(
                new OceanbaseEvent.BackupTask(
                        row.number("TENANT_ID"),
                        task.get(),
                        row.number("JOB_ID"),
                        status.get(),
                        OVER.contains(status.get().value())
                                || row.time("END_TIMESTAMP").isPresent(),
                        row.code("RESULT"),
                        row.time("START_TIMESTAMP"),
                        look.seen(),
                        row.number("TABLET_COUNT"),
                        row.number("FINISH_TABLET_COUNT"),
                        row.number("OUTPUT_BYTES").map(Size::new)),
                status.get().place());
    }

    private static void scheduled(ViewRow row, Sink sink) {
        row.number("TASK_ID")
                .ifPresent(task -> sink.event(
                        new OceanbaseEvent.ScheduleTask(
                                row.number("TENANT_ID"),
                                row.number("JOB_ID"),
                                task,
                                row.number("LS_ID"),
                                row.text("TRACE_ID"),
                                row.text("DESTINATION"),
                                row.flag("IS_SCHEDULE"),
                                row.micros("EXECUTOR_TS")),
                        row.place("DESTINATION", "TASK_ID")));
    }

    private static void lsTask(ViewRow row, Sink sink) {
        Optional<Long> task = row.number("TASK_ID");
        Optional<Long> ls = row.number("LS_ID");
        if (task.isEmpty() || ls.isEmpty()) {
            return;
        }
        sink.event(
                new OceanbaseEvent.LsTask(
                        row.number("TENANT_ID"),
                        row.number("JOB_ID"),
                        task.get(),
                        ls.get(),
                        row.text("TASK_TYPE"),
                        row.text("STATUS"),
                        row.server("SVR_IP", "SVR_PORT"),
                        row.text("TASK_TRACE_ID"),
                        row.code("RESULT"),
                        row.number("RETRY_ID"),
                        row.micros("START_TS")),
                row.place("RESULT", "STATUS", "TASK_ID"));
    }

    private static void archive(ViewRow row, Sink sink) {
        ArchiveStatus status = row.word("STATUS", ArchiveStatus.class).orElse(ArchiveStatus.OTHER);
        Optional<Long> tenant = row.number("TENANT_ID");
        Optional<Long> round = row.number("ROUND_ID");
        Optional<Instant> checkpoint = row.scn("CHECKPOINT_SCN");
        Optional<String> path = row.text("PATH");
        sink.event(
                new OceanbaseEvent.Archive(tenant, round, status, checkpoint, row.text("COMMENT"), path),
                row.place("STATUS"));
        if (status == ArchiveStatus.INTERRUPTED) {
            sink.event(
                    new OceanbaseEvent.ArchiveInterrupted(tenant, round, checkpoint, row.placed("COMMENT"), path),
                    row.place("STATUS"));
        }
    }

    private void tenant(ViewRow row, Sink sink) {
        row.number("TENANT_ID")
                .ifPresent(tenant -> sink.event(
                        new OceanbaseEvent.Tenant(
                                tenant,
                                row.text("TENANT_NAME"),
                                row.text("TENANT_TYPE"),
                                row.placed("STATUS"),
                                row.word("TENANT_ROLE", OceanbaseEvent.TenantRole.class),
                                row.word("LOG_MODE", OceanbaseEvent.LogMode.class),
                                row.scn("SYNC_SCN"),
                                look.newest()),
                        row.place("STATUS", "TENANT_ID")));
    }

    private static void server(ViewRow row, Sink sink) {
        row.server("SVR_IP", "SVR_PORT")
                .ifPresent(server -> sink.event(
                        new OceanbaseEvent.Server(
                                server,
                                row.placed("STATUS"),
                                row.text("ZONE"),
                                row.columns().contains("START_SERVICE_TIME")
                                        ? Optional.of(
                                                row.time("START_SERVICE_TIME").isPresent())
                                        : Optional.empty(),
                                row.time("LAST_OFFLINE_TIME")),
                        row.place("STATUS")));
    }

    /** Of the address only what stands before the question mark: behind it stand keys. */
    private static void parameter(ViewRow row, Sink sink) {
        boolean dest =
                row.text("NAME").filter("data_backup_dest"::equalsIgnoreCase).isPresent();
        row.text("VALUE")
                .filter(v -> dest)
                .map(v -> v.replaceFirst("[?&].*", ""))
                .ifPresent(path ->
                        sink.event(new OceanbaseEvent.DataDest(row.number("TENANT_ID"), path), row.place("NAME")));
    }
}
