package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the results among prompts, statements and free text, and which view each of them is of. */
final class ResultReader {

    /** Bytes before a result in which its statement is looked for. */
    private static final int MAX_STATEMENT = 4096;

    private final SourceText source;
    private final List<Result> results = new ArrayList<>();
    private int behindLast;

    ResultReader(SourceText source) {
        this.source = source;
    }

    List<Result> read() {
        int line = 1;
        while (line <= source.lines()) {
            Optional<Result> result = at(line);
            if (result.isPresent()) {
                Statement statement = statement(line);
                results.add(result.get().of(statement, view(result.get(), statement)));
                behindLast = result.get().nextLine();
            }
            line = Math.max(line + 1, result.map(Result::nextLine).orElse(0));
        }
        return results;
    }

    /** The query between the result before and the line where this one begins. */
    private Statement statement(int line) {
        int from = source.start(Math.max(1, behindLast));
        int to = source.start(line);
        return to <= from
                ? Statement.NONE
                : Statement.last(source.text().substring(Math.max(from, to - MAX_STATEMENT), to));
    }

    private Optional<Result> at(int line) {
        String text = source.line(line).strip();
        if (TableReader.isBorder(text)) {
            return new TableReader(source).read(line);
        } else if (VerticalReader.isRowMark(text)) {
            return Optional.of(new VerticalReader(source).read(line));
        } else if (text.startsWith("Empty set")) {
            return Optional.of(Result.of(List.of(), line + 1));
        } else if (text.indexOf('\t') > 0) {
            return new TabReader(source).read(line);
        }
        return Optional.empty();
    }

    /** A table that is named and not known is none of ours, whatever its columns look like. */
    private static Optional<View> view(Result result, Statement statement) {
        Optional<View> named = statement.table().flatMap(View::named);
        if (result.rows().isEmpty()) {
            return named;
        }
        var columns = result.rows().get(0).columns();
        Optional<View> view = statement.table().isPresent() ? named : View.of(columns);
        return view.filter(v -> v.fits(columns));
    }
}
