package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.oceanbase.event.OceanbaseEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says of which events a result holds all, be they none: those that its statement asked for. */
final class Coverage {

    private static final Map<String, String> FIELDS =
            Map.of("TENANT_ID", "tenant", "JOB_ID", "job", "TASK_ID", "task", "LS_ID", "ls");

    private static final Map<String, Class<? extends Record>> EVENTS = Map.of(
            "start_backup_data", OceanbaseEvent.StartResult.class,
            "deal with failed job", OceanbaseEvent.JobFailed.class,
            "backup_dest_not_connectivity", OceanbaseEvent.DestUnmounted.class,
            "mark_fatal_error", OceanbaseEvent.ArchiveFatal.class);

    /** Events whose first attribute is the tenant. */
    private static final Set<String> TENANT_FIRST = Set.of("start_backup_data", "deal with failed job");

    private final Sink sink;

    Coverage(Sink sink) {
        this.sink = sink;
    }

    /** A source covers what is said of it, and no source holds a job of this number: so silence covers nothing. */
    void begin() {
        sink.covers(OceanbaseEvent.BackupJob.class, Map.of("job", BigDecimal.valueOf(-1)));
    }

    void tell(Statement statement) {
        String table = statement.table().orElse("");
        Optional<View> view = View.named(table);
        if (view.isEmpty() || !statement.whole()) {
            return;
        }
        Map<String, String> left = new LinkedHashMap<>(statement.filter());
        List<Class<? extends Record>> kinds =
                view.get() == View.EVENTS ? events(table, left) : kinds(view.get(), table, left);
        Map<String, Object> keys = new LinkedHashMap<>();
        FIELDS.forEach((column, field) ->
                Optional.ofNullable(left.remove(column)).flatMap(Times::number).ifPresent(n -> keys.put(field, n)));
        if (left.isEmpty()) {
            kinds.forEach(kind -> sink.covers(kind, keys));
        }
    }

    /** The history holds what is over, the other view what is not: neither of them alone holds all jobs. */
    private static List<Class<? extends Record>> kinds(View view, String table, Map<String, String> left) {
        boolean history = table.toUpperCase(Locale.ROOT).endsWith("_HISTORY");
        return switch (view) {
            case JOBS -> history ? List.of(OceanbaseEvent.BackupJob.class, OceanbaseEvent.JobFailed.class) : List.of();
            case TASKS -> history ? List.of() : List.of(OceanbaseEvent.BackupTask.class);
            case LS_TASKS -> history ? List.of(OceanbaseEvent.LsTask.class) : List.of();
            case SCHEDULE -> List.of(OceanbaseEvent.ScheduleTask.class);
            case ARCHIVE -> List.of(OceanbaseEvent.Archive.class, OceanbaseEvent.ArchiveInterrupted.class);
            case TENANTS -> List.of(OceanbaseEvent.Tenant.class);
            case SERVERS -> List.of(OceanbaseEvent.Server.class);
            case PARAMETER -> {
                String name = left.remove("NAME");
                yield name == null || name.equals("data_backup_dest")
                        ? List.of(OceanbaseEvent.DataDest.class)
                        : List.of();
            }
            case EVENTS -> List.of();
        };
    }

    /** Of the events only those that are not filtered out, and only those that this history holds. */
    private static List<Class<? extends Record>> events(String table, Map<String, String> left) {
        left.remove("MODULE");
        Optional<String> only = Optional.ofNullable(left.remove("EVENT"));
        if (only.filter(TENANT_FIRST::contains).isPresent()) {
            Optional.ofNullable(left.remove("VALUE1")).ifPresent(tenant -> left.put("TENANT_ID", tenant));
        }
        boolean ofServers = table.toUpperCase(Locale.ROOT).contains("SERVER_EVENT");
        List<Class<? extends Record>> kinds = new ArrayList<>();
        EVENTS.forEach((event, kind) -> {
            if (only.filter(o -> !o.equals(event)).isEmpty()
                    && ofServers == kind.equals(OceanbaseEvent.ArchiveFatal.class)) {
                kinds.add(kind);
            }
        });
        return kinds;
    }
}
