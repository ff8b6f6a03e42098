package dev.backupdoctor.core.finding;

import java.util.List;
import java.util.SortedMap;

/**
 * A rule that could not decide.
 *
 * @param title of the rule
 * @param key what it is about, as far as known
 * @param missing kinds of event that were needed and could not be looked at, or names of open questions
 * @param asks what would give them; may be empty
 */
public record Open(String rule, String title, SortedMap<String, String> key, List<String> missing, List<Ask> asks) {
    public Open {
        missing = List.copyOf(missing);
        asks = List.copyOf(asks);
    }
}
