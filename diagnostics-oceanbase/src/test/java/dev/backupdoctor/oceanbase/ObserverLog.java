package dev.backupdoctor.oceanbase;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes an observer.log of a busy server of release 4.2 in which some backups fail, and knows which ones. Between them
 * stand lines that look like failures and are none: steps that are repeated and go well, codes of other parts of the
 * server, entries of several lines, values nested deeply, names that are not ASCII.
 */
final class ObserverLog {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    private static final int[] CODES = {-9086, -9082, -4103, -9085, -9117};
    private static final String IDLE = "Y0-0000000000000000-0-0";

    private final SplittableRandom random;
    private final List<Incident> incidents = new ArrayList<>();
    private final List<String> entries = new ArrayList<>();
    private LocalDateTime now = LocalDateTime.of(2025, 3, 4, 4, 0);
    private long traces = 0x6062F3A5C0000L;

    /** A backup of one log stream that failed; no two are of one tenant. */
    record Incident(int code, int tenant, int ls, String trace) {}

    /**
     * Writes the log.
     *
     * @param bytes wanted, about
     */
    ObserverLog(long seed, int bytes, int failures) {
        random = new SplittableRandom(seed);
        add(
                "INFO ",
                "",
                "New syslog file info: [address: \"10.1.2.3:2882\", observer version: OceanBase_CE 4.2.1.1,"
                        + " revision: 101, sysname: Linux, tz GMT offset: 08:00]");
        int written = 0;
        int next = 0;
        Deque<String[]> pending = new ArrayDeque<>();
        while (written < bytes || !pending.isEmpty()) {
            int before = entries.size();
            if (!pending.isEmpty() && random.nextInt(3) == 0) {
                String[] line = pending.poll();
                add(line[0], line[1], line[2]);
            } else if (pending.isEmpty() && next < failures && written > (next + 0.5) * bytes / failures) {
                failure(next++).forEach(pending::add);
            } else if (pending.isEmpty() && random.nextInt(300) == 0) {
                passing().forEach(pending::add);
            } else {
                ordinary();
            }
            for (String entry : entries.subList(before, entries.size())) {
                written += entry.length();
            }
        }
    }

    List<Incident> incidents() {
        return incidents;
    }

    byte[] bytes() {
        return String.join("", entries).getBytes(StandardCharsets.UTF_8);
    }

    /** Cut between entries into so many parts of about the same size, the oldest first. */
    List<byte[]> parts(int count) {
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> some = entries.subList(entries.size() * i / count, entries.size() * (i + 1) / count);
            parts.add(String.join("", some).getBytes(StandardCharsets.UTF_8));
        }
        return parts;
    }

    /** The entries that a server writes to the twin of the log too. */
    byte[] warnings() {
        return String.join("", entries.stream().filter(e -> e.contains("] W")).toList())
                .getBytes(StandardCharsets.UTF_8);
    }

    private void add(String level, String head, String message) {
        now = now.plusNanos(1000L * random.nextInt(1, 40_000));
        entries.add("[" + TIME.format(now) + "] " + level + " " + head + message + "\n");
    }

    private String head(String module, String where, int tenant, String trace, int code) {
        String errcode = code == 0 ? "" : "[errcode=" + code + "]";
        return "[%s] %s [%d][T%d_BACKUP][T%d][%s] [lt=%d]%s "
                .formatted(module, where, 7000 + tenant, tenant, tenant, trace, random.nextInt(3, 60), errcode);
    }

    private String trace() {
        traces += random.nextInt(1, 900);
        return "YB420A010203-%016X-0-0".formatted(traces);
    }

    private static String[] line(String level, String head, String message) {
        return new String[] {level, head, message};
    }

    private List<String[]> failure(int index) {
        var it =
                new Incident(CODES[index % CODES.length], 1002 + 2 * index, random.nextInt(2) == 0 ? 1 : 1001, trace());
        incidents.add(it);
        String about = "tenant_id=%d, ls_id={id:%d}".formatted(it.tenant(), it.ls());
        List<String[]> lines = new ArrayList<>();
        switch (it.code()) {
            case -9086 -> {
                for (int i = 0; i < 4; i++) {
                    lines.add(behind(it.tenant(), it.trace(), about, i));
                }
                lines.add(warn(
                        it,
                        "advance_checkpoint_by_flush (ob_backup_task.cpp:107)",
                        "backup advance checkpoint by flush timeout(ret=-9086, " + about
                                + ", start_scn={val:1741032000000000000, v:0})"));
            }
            case -9082 ->
                lines.add(warn(
                        it,
                        "pwrite (ob_device_file.cpp:511)",
                        "fail to write file(ret=-9082, errno=28, errmsg=\"No space left on device\", " + about + ")"));
            case -4103 ->
                lines.add(warn(
                        it,
                        "check_macro_block_data_ (ob_backup_task.cpp:3460)",
                        "failed to check macro block(ret=-4103, ret=\"OB_CHECKSUM_ERROR\", " + about + ", " + nested(5)
                                + ")"));
            case -9085 ->
                lines.add(warn(
                        it,
                        "check_major_cover_minor_ (ob_backup_utils.cpp:2190)",
                        "tablet not cover minor(ret=-9085, " + about + ", tablet_id={id:200017})"));
            default ->
                lines.add(warn(
                        it,
                        "put_s3_object_ (ob_s3_client.cpp:1188)",
                        "failed to put s3 object(ret=-9117, " + about + ", outcome={http_code:400})"));
        }
        lines.add(warn(
                it,
                "process (ob_backup_task.cpp:2071)",
                "failed to do backup(ret=%d, *this={param:{job_desc:{job_id:7, task_id:%d, trace_id:%s}, %s}})"
                        .formatted(it.code(), 40 + index, it.trace(), about)));
        lines.add(report(it.code(), it.tenant(), it.ls(), it.trace(), 40 + index));
        return lines;
    }

    private String[] warn(Incident it, String where, String message) {
        return line("WDIAG", head("STORAGE", where, it.tenant(), it.trace(), it.code()), message);
    }

    private String[] behind(int tenant, String trace, String about, int look) {
        return line(
                "WDIAG",
                head("STORAGE", "advance_checkpoint_by_flush (ob_backup_task.cpp:141)", tenant, trace, 0),
                ("clog checkpoint scn has not passed start scn, retry again(i=%d, %s,"
                                + " clog_checkpoint_scn={val:%d, v:0}, start_scn={val:1741032000000000000, v:0})")
                        .formatted(look, about, 1741031000000000000L + look * 1_000_000_000L));
    }

    private String[] report(int result, int tenant, int ls, String trace, int task) {
        return line(
                "INFO ",
                head("STORAGE", "report_task_result (ob_backup_utils.cpp:2655)", tenant, trace, 0),
                ("report task result(ret=0, result=%d, location=\"10.1.2.3:2882\", task_id=%d, tenant_id=%d,"
                                + " ls_id={id:%d}, turn_id=1, retry_id=0, trace_id=%s)")
                        .formatted(result, task, tenant, ls, trace));
    }

    /** A backup that has to look twice and then goes well. */
    private List<String[]> passing() {
        int tenant = 1802 + 2 * random.nextInt(5);
        int ls = random.nextInt(1001, 1004);
        String trace = trace();
        String about = "tenant_id=%d, ls_id={id:%d}".formatted(tenant, ls);
        String[] first = random.nextBoolean()
                ? behind(tenant, trace, about, 0)
                : line(
                        "WDIAG",
                        head("STORAGE", "check_ls_valid_for_backup_ (ob_backup_task.cpp:2480)", tenant, trace, -9031),
                        "ls not valid for backup, will retry(ret=-9031, " + about + ", retry_id=0)");
        return List.of(first, report(0, tenant, ls, trace, random.nextInt(100, 900)));
    }

    private String nested(int depth) {
        if (depth == 0) {
            return "{val:" + random.nextLong(1L << 60) + ", v:0}";
        }
        return "{a_:" + nested(depth - 1) + ", b_:" + nested(depth - 1) + ", addr:\"10.1.2.4:2882\"}";
    }

    private void ordinary() {
        int tenant = 1802 + 2 * random.nextInt(5);
        switch (random.nextInt(10)) {
            case 0 ->
                add(
                        "WDIAG",
                        head("STORAGE.TRANS", "get_gts (ob_gts_source.cpp:325)", tenant, IDLE, -4023),
                        "gts need retry(ret=-4023, stc={mts:" + random.nextLong(1L << 50) + "})");
            case 1 ->
                add(
                        "WARN ",
                        head("STORAGE", "ready_for_flush_ (ob_memtable.cpp:1820)", tenant, IDLE, -4023),
                        "memtable is not ready for flush(ret=-4023, ls_id={id:1001})");
            case 2 ->
                add(
                        "ERROR",
                        head("SQL", "issue_dba_error (ob_log.cpp:1875)", tenant, trace(), -4388),
                        "Unexpected internal error happen(errcode=-5019, file=\"ob_dml_resolver.cpp\") BACKTRACE:0x10a 0x20b");
            case 3 ->
                add(
                        "WARN ",
                        head("SERVER", "extract_tenant_id (ob_srv_deliver.cpp:55)", 1, IDLE, -5157),
                        "get_tenant_id failed(ret=-5157, tenant_name=租户_" + random.nextInt(99) + ")");
            case 4 ->
                add(
                        "TRACE",
                        "[TRACE]:0 [811][T1802_L0_G0][T1802][" + trace() + "] [lt=5] ",
                        "[slow query](TRACE=begin_ts=1741032000000000\n[parse_begin] u=0 addr:{ip:\"10.9.8.7\"}\n[end] u=77)");
            case 5 ->
                add(
                        "INFO ",
                        head("STORAGE", "print_tablet (ob_tablet.cpp:90)", tenant, trace(), 0),
                        "tablet dump(ret=0, sstable=" + nested(random.nextInt(20) == 0 ? 8 : 3) + ")");
            case 6 ->
                add(
                        "WDIAG",
                        head("STORAGE", "add_dag (ob_tenant_dag_scheduler.cpp:3020)", tenant, trace(), -4017),
                        "may exist same dag(ret=-4017)");
            default ->
                add(
                        "INFO ",
                        head("PALF", "inner_append_log (log_sliding_window.cpp:1230)", tenant, trace(), 0),
                        "[PALF STAT GROUP LOG INFO](palf_id=1001, role=\"LEADER\", total_group_log_cnt="
                                + random.nextInt(999) + ")");
        }
    }
}
