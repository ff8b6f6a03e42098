package dev.backupdoctor.core.spi;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of contents of one product. Found by {@link java.util.ServiceLoader}.
 *
 * <p>Format and rule files are not listed: every file in {@code formats/} and {@code rules/} of the resources in the
 * package of the implementing class belongs to the module.
 */
public interface DiagnosticModule {

    /** First word of all its rule ids and kinds; lower case. */
    String product();

    /** The product's name as people write it. */
    String title();

    /**
     * Records with {@link dev.backupdoctor.core.event.EventKind} that its parsers give. A format says which of them its
     * parser yields by an {@code event KIND} without lines.
     */
    default List<Class<? extends Record>> kinds() {
        return List.of();
    }

    /** Readers of whole sources, by the name that {@code parser NAME} of a format uses. */
    default Map<String, Parser> parsers() {
        return Map.of();
    }

    /** Writers of values that its parsers read, by the name of the parser: for rules that edit such values. */
    default Map<String, ValueWriter> writers() {
        return Map.of();
    }

    /** Readers of heads of records, by the name that {@code head by NAME} uses. */
    default Map<String, HeadReader> heads() {
        return Map.of();
    }

    /** Readers of key-value tails, by the name that {@code values NAME} uses. */
    default Map<String, ValuesReader> values() {
        return Map.of();
    }

    /** Programs that only read: the only first words that a rule's {@code ask ... run} may have. */
    default Set<String> readingCommands() {
        return Set.of();
    }

    /**
     * Names of formats whose texts people put into one page, such as a ticket with lines of a log and what a client
     * printed. A page without a file name that says more is read by each of them that has a sign in it, so none of them
     * may take the text of another for its own.
     */
    default Set<String> pageFormats() {
        return Set.of();
    }

    /**
     * What proves fixes, by the name that {@code verify NAME(...)} of a rule uses.
     *
     * @param given the same options as those of a live check; nothing is looked at yet
     */
    default Map<String, Verifier> verifiers(CheckValues given) {
        return Map.of();
    }

    /** The options that a live check of this product has of its own. */
    default List<CheckOption> checkOptions() {
        return List.of();
    }

    /**
     * What it can look at on this host; empty for a product that cannot be checked live. Nothing is collected yet, but
     * configuration may be looked at to know where things lie.
     */
    default List<Collector> collectors(CheckValues given) {
        return List.of();
    }

    /** True when there are {@link #collectors}. */
    default boolean checksLive() {
        return false;
    }
}
