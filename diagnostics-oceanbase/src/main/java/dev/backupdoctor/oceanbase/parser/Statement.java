package dev.backupdoctor.oceanbase.parser;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query, as far as it tells what its rows are.
 *
 * @param table the table behind the last FROM
 * @param filter columns, in capital letters, with the one value that was asked for
 * @param whole all rows that the filter leaves were printed: there is no other condition, and no limit
 */
record Statement(Optional<String> table, Map<String, String> filter, boolean whole) {

    static final Statement NONE = new Statement(Optional.empty(), Map.of(), false);

    private static final Pattern FROM = Pattern.compile(
            "\\bfrom\\s{1,20}[`\"]?(?:(?:oceanbase|sys)[`\"]?\\s?\\.\\s?[`\"]?)?(?<name>[a-z_$][\\w$]{2,64})[`\"]?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern REST = Pattern.compile(
            "\\s{0,9}(?:where\\s(?<where>[^;\\\\]{1,2000}?))?(?:\\sorder\\s+by\\s[\\w, `]{1,200})?\\s{0,9}(?:;|\\\\[gG]|\n-{5,80}|\\z)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CONDITION = Pattern.compile(
            "\\s{0,9}[`\"]?(?<column>\\w{1,64})[`\"]?\\s{0,9}=\\s{0,9}'?(?<value>[^'=<>()]{1,200}?)'?\\s{0,9}");

    Statement {
        filter = Map.copyOf(filter);
    }

    /** The last query in a text; NONE if there is none. */
    static Statement last(String text) {
        Matcher from = FROM.matcher(text);
        Statement last = NONE;
        while (from.find()) {
            last = of(from.group("name"), text.substring(from.end()));
        }
        return last;
    }

    private static Statement of(String table, String behind) {
        Matcher rest = REST.matcher(behind);
        Statement unknown = new Statement(Optional.of(table), Map.of(), false);
        if (!rest.lookingAt()) {
            return unknown;
        }
        String where = rest.group("where");
        Map<String, String> filter = new LinkedHashMap<>();
        for (String condition : where == null ? new String[0] : where.split("(?i)\\sand\\s")) {
            Matcher m = CONDITION.matcher(condition);
            if (!m.matches() || filter.put(m.group("column").toUpperCase(Locale.ROOT), m.group("value")) != null) {
                return unknown;
            }
        }
        return new Statement(Optional.of(table), filter, true);
    }
}
