package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Value;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * That a source was looked into for a kind of event, and holds no others of it than those it gave.
 *
 * @param kind name of the kind
 * @param keys fields that have one value in all of the source; a key with another value was not looked for
 */
public record Claim(String kind, Map<String, Value> keys) {
    public Claim {
        keys = Collections.unmodifiableMap(new TreeMap<>(keys));
    }
}
