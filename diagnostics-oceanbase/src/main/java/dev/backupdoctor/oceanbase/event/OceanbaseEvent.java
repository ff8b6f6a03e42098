package dev.backupdoctor.oceanbase.event;

import dev.backupdoctor.core.event.EventKind;
import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.Size;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What rows of the dictionary views state.
 *
 * <p>A {@code tenant} is empty in views of one tenant (DBA_...), which do not name it. Error codes are negative
 * whatever sign a view prints. {@code seen} is the latest time that stands in the same look at the views: the row was
 * read then or later. {@code LocalDateTime} are times of the server's zone, {@code Instant} are SCNs and epoch counts.
 */
public sealed interface OceanbaseEvent {

    /**
     * A backup command for one tenant, or for the whole cluster: CDB_OB_BACKUP_JOBS, CDB_OB_BACKUP_JOB_HISTORY.
     *
     * @param at its start
     */
    @EventKind("oceanbase.backup_job")
    record BackupJob(
            Optional<Long> tenant,
            long job,
            Optional<Long> backupSet,
            Optional<JobLevel> jobLevel,
            JobStatus status,
            Optional<Placed<Code>> result,
            Optional<LocalDateTime> at,
            Optional<String> path)
            implements OceanbaseEvent {}

    /**
     * A backup set in the making: CDB_OB_BACKUP_TASKS, CDB_OB_BACKUP_TASK_HISTORY.
     *
     * @param status as printed, such as BACKUP_DATA_MINOR
     * @param over the task has come to its end, well or not
     */
    @EventKind("oceanbase.backup_task")
    record BackupTask(
            Optional<Long> tenant,
            long task,
            Optional<Long> job,
            Placed<String> status,
            boolean over,
            Optional<Placed<Code>> result,
            Optional<LocalDateTime> at,
            Optional<LocalDateTime> seen,
            Optional<Long> tablets,
            Optional<Long> finishedTablets,
            Optional<Size> written)
            implements OceanbaseEvent {}

    /**
     * A task that the RootService has in hand: __all_virtual_backup_schedule_task.
     *
     * @param server where it runs, address and port
     * @param scheduled it has been given a place to run
     * @param executed when the server was told to start; empty when it has not been
     */
    @EventKind("oceanbase.schedule_task")
    record ScheduleTask(
            Optional<Long> tenant,
            Optional<Long> job,
            long task,
            Optional<Long> ls,
            Optional<String> trace,
            Optional<String> server,
            Optional<Boolean> scheduled,
            Optional<Instant> executed)
            implements OceanbaseEvent {}

    /**
     * One attempt at one phase of one log stream: __all_virtual_backup_ls_task, __all_virtual_backup_ls_task_history.
     *
     * @param server where it ran, address and port
     * @param taskTrace id under which that server's observer.log tells of it
     * @param retry attempts before this one
     */
    @EventKind("oceanbase.ls_task")
    record LsTask(
            Optional<Long> tenant,
            Optional<Long> job,
            long task,
            long ls,
            Optional<String> type,
            Optional<String> status,
            Optional<String> server,
            Optional<String> taskTrace,
            Optional<Placed<Code>> result,
            Optional<Long> retry,
            Optional<Instant> at)
            implements OceanbaseEvent {}

    /**
     * The answer to a command to back up: event backup_data/start_backup_data.
     *
     * @param tenant who sent the command; 1, the system tenant, when it backs up others
     * @param rs address of the RootService that answered
     */
    @EventKind("oceanbase.start_result")
    record StartResult(Optional<Long> tenant, Placed<Code> result, Optional<String> rs, Optional<LocalDateTime> at)
            implements OceanbaseEvent {}

    /**
     * A job failed: a row of CDB_OB_BACKUP_JOB_HISTORY with status FAILED, or event backup_data/deal with failed job.
     * The row of a whole cluster only repeats what its tenants' rows say, and is left out.
     *
     * @param trace id under which rootservice.log tells of it; the event has it, the row does not
     * @param at its end, or the time of the event
     */
    @EventKind("oceanbase.job_failed")
    record JobFailed(
            Optional<Long> tenant,
            long job,
            Optional<Placed<Code>> result,
            Optional<String> trace,
            Optional<String> rs,
            Optional<String> comment,
            Optional<LocalDateTime> at)
            implements OceanbaseEvent {}

    /** A server cannot get at the destination: event connectivity_check/backup_dest_not_connectivity. */
    @EventKind("oceanbase.dest_unmounted")
    record DestUnmounted(
            Optional<Long> tenant, Optional<String> server, Optional<Placed<Code>> result, Optional<LocalDateTime> at)
            implements OceanbaseEvent {}

    /** The log archive of a tenant to one destination: CDB_OB_ARCHIVELOG. */
    @EventKind("oceanbase.archive")
    record Archive(
            Optional<Long> tenant,
            Optional<Long> round,
            ArchiveStatus status,
            Optional<Instant> checkpoint,
            Optional<String> comment,
            Optional<String> path)
            implements OceanbaseEvent {}

    /** An archive round that has come to a stop by itself: a row of CDB_OB_ARCHIVELOG with status INTERRUPTED. */
    @EventKind("oceanbase.archive_interrupted")
    record ArchiveInterrupted(
            Optional<Long> tenant,
            Optional<Long> round,
            Optional<Instant> checkpoint,
            Optional<Placed<String>> comment,
            Optional<String> path)
            implements OceanbaseEvent {}

    /**
     * A server stopped archiving for good: event log_archive/mark_fatal_error.
     *
     * @param reason such as LOG_RECYCLE or SEND_ERROR
     */
    @EventKind("oceanbase.archive_fatal")
    record ArchiveFatal(
            Optional<Long> ls,
            Optional<String> server,
            Optional<String> reason,
            Optional<Placed<Code>> result,
            Optional<LocalDateTime> at)
            implements OceanbaseEvent {}

    /**
     * A tenant: DBA_OB_TENANTS.
     *
     * @param synced up to where a standby has its primary's log
     * @param newest the latest SCN that any row of the same look holds
     */
    @EventKind("oceanbase.tenant")
    record Tenant(
            long tenant,
            Optional<String> name,
            Optional<String> type,
            Optional<Placed<String>> status,
            Optional<TenantRole> role,
            Optional<LogMode> logMode,
            Optional<Instant> synced,
            Optional<Instant> newest)
            implements OceanbaseEvent {}

    /**
     * A server: DBA_OB_SERVERS.
     *
     * @param server address and port
     * @param inService it has said that it can serve
     */
    @EventKind("oceanbase.server")
    record Server(
            String server,
            Optional<Placed<String>> status,
            Optional<String> zone,
            Optional<Boolean> inService,
            Optional<LocalDateTime> offlineSince)
            implements OceanbaseEvent {}

    /** Where a tenant's data backup goes: CDB_OB_BACKUP_PARAMETER, name data_backup_dest. Only the address is kept. */
    @EventKind("oceanbase.data_dest")
    record DataDest(Optional<Long> tenant, String path) implements OceanbaseEvent {}

    /** Who a job is for. */
    enum JobLevel {
        CLUSTER,
        SYS_TENANT,
        USER_TENANT
    }

    /** Where a job stands. {@code RUNNING} is said by 3.x; a word that is not known is OTHER. */
    enum JobStatus {
        INIT,
        DOING,
        RUNNING,
        COMPLETED,
        FAILED,
        CANCELING,
        CANCELED,
        OTHER
    }

    /** Where a round of the log archive stands. */
    enum ArchiveStatus {
        PREPARE,
        BEGINNING,
        DOING,
        INTERRUPTED,
        STOPPING,
        STOP,
        SUSPENDING,
        SUSPEND,
        OTHER
    }

    /** What a tenant is to others. */
    enum TenantRole {
        PRIMARY,
        STANDBY,
        RESTORE
    }

    /** Whether a tenant's log is to be archived. */
    enum LogMode {
        ARCHIVELOG,
        NOARCHIVELOG
    }
}
