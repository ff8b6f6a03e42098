package dev.backupdoctor.oceanbase.parser;

import java.util.List;
import java.util.Optional;

/**
 * What a client printed for one statement.
 *
 * @param view empty when it is none that is read
 * @param nextLine number, from 1, of the line behind it
 */
record Result(Optional<View> view, List<ViewRow> rows, int nextLine) {

    Result {
        rows = List.copyOf(rows);
    }

    Result of(Optional<View> known) {
        return new Result(known, rows, nextLine);
    }
}
