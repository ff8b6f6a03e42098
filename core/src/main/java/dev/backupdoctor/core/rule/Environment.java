package dev.backupdoctor.core.rule;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * What the rules of one product may refer to.
 *
 * @param product first word of every rule id
 * @param yields kinds by the name of the format that yields them
 * @param readingCommands programs that only read
 * @param editing how values are written back
 * @param checksLive whether a fix can be proved: by looking at the host anew
 * @param retired rule ids that were used once and never may be again
 */
public record Environment(
        String product,
        KindTable kinds,
        Map<String, SortedSet<String>> yields,
        Set<String> verifiers,
        Set<String> readingCommands,
        Set<String> retired,
        Editing editing,
        boolean checksLive) {}
