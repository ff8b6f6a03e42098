package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The problems of an analysis; an archive of thousands of broken files must not fill the report with each of them. */
final class ProblemList {

    private static final int MAX = 10_000;

    private final TreeSet<Problem> first = new TreeSet<>();
    private long leftOut;
    private boolean incomplete;

    void add(Problem problem) {
        if (first.add(problem) && first.size() > MAX) {
            Problem last = first.pollLast();
            leftOut++;
            incomplete |= last != null && last.incomplete();
        }
    }

    /** The first by name and line, and that there were more. */
    List<Problem> all() {
        List<Problem> all = new ArrayList<>(first);
        if (leftOut > 0) {
            String last = first.last().file();
            all.add(new Problem(last, 0, "more than " + MAX + " problems: the others are not listed", incomplete));
        }
        return all;
    }
}
