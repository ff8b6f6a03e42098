package dev.backupdoctor.core.finding;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a rule looked at and found nothing wrong with.
 *
 * @param fingerprint that a finding about it would have
 * @param key what it is about, as in a finding
 * @param at time of the newest record that it is about; empty when records have none
 */
public record Clean(String rule, String fingerprint, SortedMap<String, String> key, Optional<Instant> at) {
    public Clean {
        key = Collections.unmodifiableSortedMap(new TreeMap<>(key));
    }
}
