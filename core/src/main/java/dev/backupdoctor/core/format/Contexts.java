package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the context lines seen so far say: the newest line of each label, with the label itself as a place. */
final class Contexts {

    private final String file;
    /** Labels by the age of their line, oldest first. */
    private final Map<String, Map<String, Value>> byLabel = new LinkedHashMap<>();

    private Map<String, Value> inForce = Map.of();

    Contexts(String file, List<String> labels) {
        this.file = file;
        labels.forEach(label -> byLabel.put(label, Map.of(label, Value.of(file + ":0", Place.of(file)))));
        merge();
    }

    /** A line of a label: its captures replace those of the line before it. */
    void set(String label, LogRecord record, Map<String, Value> captures) {
        Map<String, Value> fields = new LinkedHashMap<>(captures);
        fields.put(label, Value.of(file + ":" + record.line().number(), record.place()));
        byLabel.remove(label);
        byLabel.put(label, fields);
        merge();
    }

    /** The fields of the newest line of each label, those of the oldest line first. */
    Map<String, Map<String, Value>> byLabel() {
        return byLabel;
    }

    private void merge() {
        Map<String, Value> all = new LinkedHashMap<>();
        byLabel.values().forEach(all::putAll);
        inForce = Collections.unmodifiableMap(all);
    }

    /** All fields in force; the map does not change any more. */
    Map<String, Value> inForce() {
        return inForce;
    }
}
