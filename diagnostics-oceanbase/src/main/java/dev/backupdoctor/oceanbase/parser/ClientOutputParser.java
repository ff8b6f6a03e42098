package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what obclient or mysql print for queries of OceanBase's dictionary: tables with borders, rows printed by
 * {@code \G}, and rows parted by tabs, with or without the statements, and with any text between them.
 *
 * <pre>
 * obclient [oceanbase]> SELECT * FROM oceanbase.CDB_OB_BACKUP_JOBS WHERE TENANT_ID = 1002\G
 * *************************** 1. row ***************************
 *   TENANT_ID: 1002
 *      JOB_ID: 8
 * ...
 * </pre>
 *
 * <p>Format: the clients' own; the columns are those of the manual, "Views of the system tenant". A view is known by
 * the statement before its rows, else by its columns. Columns that are missing or unknown do no harm; a row that cannot
 * be cut into cells is left out.
 */
public final class ClientOutputParser implements Parser {

    @Override
    public void parse(SourceText source, Sink sink) {
        List<Result> results = new ResultReader(source).read();
        new ZoneOfViews(results).offset().ifPresent(zone -> sink.identity("zone", zone.value(), zone.place()));
        Coverage coverage = new Coverage(sink);
        coverage.begin();
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i);
            coverage.tell(result.statement());
            if (result.view().isPresent()) {
                var rows = new RowEvents(result.view().get(), look(results, i));
                result.rows().forEach(row -> rows.tell(row, sink));
            }
        }
    }

    /** The latest times of all results up to the next look at the same view: until then the row had been read. */
    private static RowEvents.Look look(List<Result> results, int index) {
        int end = index + 1;
        while (end < results.size()
                && !results.get(end).view().equals(results.get(index).view())) {
            end++;
        }
        List<ViewRow> rows =
                results.subList(0, end).stream().flatMap(r -> r.rows().stream()).toList();
        Stream<LocalDateTime> times = rows.stream().flatMap(r -> r.latestTime().stream());
        Stream<Instant> scns = rows.stream().flatMap(r -> r.latestScn().stream());
        Optional<LocalDateTime> seen = times.max(LocalDateTime::compareTo);
        return new RowEvents.Look(seen, scns.max(Instant::compareTo));
    }
}
