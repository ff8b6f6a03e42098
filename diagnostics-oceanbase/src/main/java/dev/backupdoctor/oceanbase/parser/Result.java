package dev.backupdoctor.oceanbase.parser;

import java.util.List;
import java.util.Optional;

/**
 * What a client printed for one statement.
 *
 * @param statement what stands before it, as far as it tells what the rows are
 * @param view empty when it is none that is read
 * @param nextLine number, from 1, of the line behind it
 */
record Result(Statement statement, Optional<View> view, List<ViewRow> rows, int nextLine) {

    Result {
        rows = List.copyOf(rows);
    }

    /** Rows whose statement has not been looked at. */
    static Result of(List<ViewRow> rows, int nextLine) {
        return new Result(Statement.NONE, Optional.empty(), rows, nextLine);
    }

    Result of(Statement before, Optional<View> known) {
        return new Result(before, known, rows, nextLine);
    }
}
