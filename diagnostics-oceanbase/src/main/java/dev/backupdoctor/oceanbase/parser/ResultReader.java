package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the results among prompts, statements and free text, and which view each of them is of. */
final class ResultReader {

    private static final Pattern FROM = Pattern.compile(
            "\\bfrom\\s{1,20}[`\"]?(?:(?:oceanbase|sys)[`\"]?\\s?\\.\\s?[`\"]?)?(?<name>[a-z_$][\\w$]{2,64})",
            Pattern.CASE_INSENSITIVE);

    /** Text of a line beyond this is no statement that is looked at. */
    private static final int MAX_STATEMENT = 4096;

    private final SourceText source;
    private final List<Result> results = new ArrayList<>();
    private Optional<String> table = Optional.empty();

    ResultReader(SourceText source) {
        this.source = source;
    }

    List<Result> read() {
        int line = 1;
        while (line <= source.lines()) {
            Optional<Result> result = at(line);
            result.ifPresent(r -> {
                results.add(r.of(view(r)));
                table = Optional.empty();
            });
            if (result.isEmpty()) {
                note(source.line(line));
            }
            line = Math.max(line + 1, result.map(Result::nextLine).orElse(0));
        }
        return results;
    }

    private Optional<Result> at(int line) {
        String text = source.line(line).strip();
        if (TableReader.isBorder(text)) {
            return new TableReader(source).read(line);
        } else if (VerticalReader.isRowMark(text)) {
            return Optional.of(new VerticalReader(source).read(line));
        } else if (text.indexOf('\t') > 0) {
            return new TabReader(source).read(line);
        }
        return Optional.empty();
    }

    /** The table that the last statement before a result names. */
    private void note(String line) {
        Matcher m = FROM.matcher(line.length() > MAX_STATEMENT ? line.substring(0, MAX_STATEMENT) : line);
        if (m.find()) {
            table = Optional.of(m.group("name"));
        }
    }

    /** A table that is named and not known is none of ours, whatever its columns look like. */
    private Optional<View> view(Result result) {
        if (result.rows().isEmpty()) {
            return table.flatMap(View::named);
        }
        var columns = result.rows().get(0).columns();
        Optional<View> view = table.isPresent() ? table.flatMap(View::named) : View.of(columns);
        return view.filter(v -> v.fits(columns));
    }
}
