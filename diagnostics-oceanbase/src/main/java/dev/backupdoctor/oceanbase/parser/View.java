package dev.backupdoctor.oceanbase.parser;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The dictionary views that are read, by what their names and columns have in common in all releases. */
enum View {
    JOBS("JOB_ID STATUS", "BACKUP_SET_ID JOB_LEVEL", "BACKUP_JOBS BACKUP_JOB_HISTORY"),
    TASKS("TASK_ID STATUS", "BACKUP_SET_ID USER_LS_START_SCN", "BACKUP_TASKS BACKUP_TASK_HISTORY"),
    SCHEDULE("TASK_ID", "IS_SCHEDULE EXECUTOR_TS", "__ALL_VIRTUAL_BACKUP_SCHEDULE_TASK"),
    LS_TASKS(
            "TASK_ID LS_ID",
            "TASK_TRACE_ID RETRY_ID",
            "__ALL_VIRTUAL_BACKUP_LS_TASK __ALL_VIRTUAL_BACKUP_LS_TASK_HISTORY"),
    EVENTS(
            "MODULE EVENT NAME1 VALUE1",
            "MODULE EVENT NAME1 VALUE1",
            "ROOTSERVICE_EVENT_HISTORY SERVER_EVENT_HISTORY __ALL_ROOTSERVICE_EVENT_HISTORY __ALL_SERVER_EVENT_HISTORY"),
    ARCHIVE("STATUS", "ROUND_ID CHECKPOINT_SCN DEST_NO PATH", "ARCHIVELOG"),
    TENANTS("TENANT_ID", "TENANT_NAME TENANT_ROLE", "TENANTS"),
    SERVERS("SVR_IP STATUS", "WITH_ROOTSERVER ZONE", "SERVERS"),
    PARAMETER("NAME VALUE", "", "BACKUP_PARAMETER");

    private final String needs;
    private final String marks;
    private final String names;

    /**
     * A view; each of these is words with blanks between them.
     *
     * @param needs columns without which a row states nothing
     * @param marks columns by which it is known when its name is not told; none: only by name
     * @param names names without CDB_OB_ or DBA_OB_
     */
    View(String needs, String marks, String names) {
        this.needs = needs;
        this.marks = marks;
        this.names = names;
    }

    /** The view of that name, without its schema, in capital or small letters. */
    static Optional<View> named(String name) {
        String plain = name.toUpperCase(Locale.ROOT).replaceFirst("^(CDB|DBA)_OB_", "");
        return Arrays.stream(values())
                .filter(v -> words(v.names).contains(plain))
                .findFirst();
    }

    /** The view that alone has such columns. */
    static Optional<View> of(Set<String> columns) {
        return Arrays.stream(values())
                .filter(v -> !v.marks.isEmpty() && columns.containsAll(words(v.marks)) && v.fits(columns))
                .findFirst();
    }

    boolean fits(Set<String> columns) {
        return columns.containsAll(words(needs));
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
