package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.format.FieldWriters;
import dev.backupdoctor.core.rule.Editing;
import dev.backupdoctor.core.value.Place;
import java.util.Optional;

/** Lets rules edit what formats have read. */
record FormatEditing(FieldWriters writers) implements Editing {

    @Override
    public Optional<String> obstacle(String kind, String field) {
        return writers.obstacle(kind, field);
    }

    @Override
    public Optional<String> write(String kind, String field, Place place, Object value) {
        return writers.write(kind, field, place, value);
    }
}
