package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.value.Place;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why a rule gave no finding: what it looked for, what was there, and which of its statements said no.
 *
 * @param kind what {@code for-each} looks for
 * @param givenBy formats that give this kind, as {@code name (title)}
 * @param sources everything that was read
 * @param unread inputs that were not read whole
 * @param events of that kind in all sources
 * @param leftOut of these, by {@code where}
 * @param where the condition of {@code for-each} as written, empty without one
 * @param missing what would have decided {@code where}
 * @param groups those without a finding first; the others in the order of the case
 * @param more groups that are not among them
 */
public record WhyNot(
        String rule,
        String title,
        String kind,
        List<String> givenBy,
        List<SourceSeen> sources,
        List<Problem> unread,
        int events,
        int leftOut,
        String where,
        List<String> missing,
        List<Judged> groups,
        int more) {

    public WhyNot {
        givenBy = List.copyOf(givenBy);
        sources = List.copyOf(sources);
        unread = List.copyOf(unread);
        missing = List.copyOf(missing);
        groups = List.copyOf(groups);
    }

    /** What became of a group. */
    public enum Verdict {
        FINDING,
        CLEAN,
        OPEN
    }

    /** What a statement says of a group. */
    public enum Says {
        YES,
        NO,
        UNKNOWN
    }

    /**
     * One group.
     *
     * @param begins its first event
     * @param message of the finding, if it is one; what it is folded under stands behind it
     */
    public record Judged(
            SortedMap<String, String> key,
            Place begins,
            Verdict verdict,
            Optional<String> message,
            List<Statement> statements) {

        public Judged {
            key = Collections.unmodifiableSortedMap(new TreeMap<>(key));
            statements = List.copyOf(statements);
        }
    }

    /**
     * A statement of the rule that must hold.
     *
     * @param at where it stands in the rule file
     * @param text as written, on one line
     * @param remark what was found, or why it is unknown; may be empty
     * @param values of the names in it
     */
    public record Statement(Pos at, String text, Says says, String remark, List<Named> values) {
        public Statement {
            values = List.copyOf(values);
        }
    }

    /**
     * A name with its value.
     *
     * @param shown the value as people read it
     * @param from where it was read from; empty for what stands in the rule
     */
    public record Named(String name, String shown, List<Place> from) {
        public Named {
            from = List.copyOf(from);
        }
    }
}
