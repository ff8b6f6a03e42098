package dev.backupdoctor.core.format;

import dev.backupdoctor.core.source.Problem;
import java.util.ArrayList;
import java.util.List;

/** The problems of one source; a broken source must not fill the report with thousands of them. */
final class Problems {

    private static final int MAX = 100;

    private final String file;
    private final List<Problem> all = new ArrayList<>();
    private boolean incomplete;

    Problems(String file) {
        this.file = file;
    }

    /** Something that does not keep the rest from being read. */
    void note(long line, String reason) {
        add(new Problem(file, line, reason, false));
    }

    /** Something because of which part of the source was not read. */
    void cut(long line, String reason) {
        incomplete = true;
        add(new Problem(file, line, reason, true));
    }

    private void add(Problem problem) {
        if (all.size() < MAX && !all.contains(problem)) {
            all.add(problem);
        } else if (all.size() == MAX) {
            all.add(new Problem(file, 0, "more than " + MAX + " problems: the others are not listed", incomplete));
        }
    }

    boolean isIncomplete() {
        return incomplete;
    }

    List<Problem> list() {
        return all.stream().sorted().toList();
    }
}
