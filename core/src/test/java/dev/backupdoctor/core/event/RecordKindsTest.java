package dev.backupdoctor.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Value;
import org.junit.jupiter.api.Test;

class RecordKindsTest {

    @EventKind("acme.step")
    record Step(Place run) {}

    @Test
    void placeIsTheIdentityThatALabelOfAContextHas() {
        var began = new Place("a.log", 7, 1, 0, 90, "began");

        Value run = RecordKinds.fields(new Step(began), Place.of("a.log")).get("run");

        assertThat(RecordKinds.kind(Step.class).type("run")).isEqualTo(Scalar.PLACE);
        assertThat(run).isEqualTo(Value.of("a.log:7", began));
    }
}
