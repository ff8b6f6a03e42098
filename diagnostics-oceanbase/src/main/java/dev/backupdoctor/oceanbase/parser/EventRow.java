package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.oceanbase.event.OceanbaseEvent;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A row of DBA_OB_ROOTSERVICE_EVENT_HISTORY or DBA_OB_SERVER_EVENT_HISTORY: what happened, with up to six attributes,
 * which are looked up by name, since their order has changed.
 */
record EventRow(ViewRow row) {

    void tell(Sink sink) {
        Optional<LocalDateTime> at = row.time("TIMESTAMP").or(() -> row.time("GMT_CREATE"));
        Optional<Long> tenant = row.numberOf("tenant_id");
        String what = row.text("MODULE").orElse("") + "/" + row.text("EVENT").orElse("");
        switch (what) {
            case "backup_data/start_backup_data" ->
                row.codeOf("result")
                        .ifPresent(r ->
                                sink.event(new OceanbaseEvent.StartResult(tenant, r, rootService(), at), r.place()));
            case "backup_data/deal with failed job" -> failed(sink, tenant, at);
            case "connectivity_check/backup_dest_not_connectivity" ->
                sink.event(
                        new OceanbaseEvent.DestUnmounted(tenant, row.textOf("ip:port"), row.codeOf("error_code"), at),
                        row.place("EVENT"));
            case "log_archive/mark_fatal_error" ->
                sink.event(
                        new OceanbaseEvent.ArchiveFatal(
                                row.numberOf("id"),
                                row.server("SVR_IP", "SVR_PORT"),
                                row.textOf("reason"),
                                row.codeOf("ret_code"),
                                at),
                        row.place("EVENT"));
            default -> {}
        }
    }

    private Optional<String> rootService() {
        return row.server("RS_SVR_IP", "RS_SVR_PORT");
    }

    private void failed(Sink sink, Optional<Long> tenant, Optional<LocalDateTime> at) {
        row.numberOf("job_id")
                .ifPresent(job -> sink.event(
                        new OceanbaseEvent.JobFailed(
                                tenant,
                                job,
                                row.codeOf("result"),
                                row.textOf("trace_id"),
                                rootService(),
                                Optional.empty(),
                                at),
                        row.place("EVENT")));
    }
}
