package dev.backupdoctor.core.finding;

import java.util.List;

/** Facts side by side, one row for each value of the first column. */
public record Table(String title, List<String> columns, List<List<String>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
