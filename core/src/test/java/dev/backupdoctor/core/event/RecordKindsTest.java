package dev.backupdoctor.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Value;
import dev.backupdoctor.core.value.Version;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecordKindsTest {

    enum State {
        OK,
        IN_USE
    }

    @EventKind("acme.all")
    record All(
            String name,
            RawName rawName,
            int count,
            long bigCount,
            BigDecimal share,
            Duration timeTaken,
            Size size,
            Instant at,
            Version version,
            Code result,
            boolean active,
            State state,
            Optional<String> note,
            Placed<Duration> limit,
            Optional<Placed<Long>> level) {}

    @EventKind("acme.other")
    record Other(String name) {}

    record Unnamed(String name) {}

    @EventKind("acme.path")
    record WithPath(Path file) {}

    private static final Place HERE = new Place("acme.conf", 3, 1, 5, 20, "limit 9 s");
    private static final Place THERE = new Place("acme.conf", 4, 7, 1, 30, "limit 9 s");

    private static All all(Optional<String> note, Optional<Placed<Long>> level) {
        return new All(
                "a",
                new RawName("b"),
                1,
                2L,
                new BigDecimal("0.5"),
                Duration.ofSeconds(3),
                new Size(4),
                Instant.EPOCH,
                new Version("1.0"),
                new Code(-5, Optional.empty()),
                true,
                State.IN_USE,
                note,
                new Placed<>(Duration.ofSeconds(9), THERE),
                level);
    }

    @Test
    void givesComponentsAsFieldsInSnakeCase() {
        Kind kind = RecordKinds.kind(All.class);

        assertThat(kind.name()).isEqualTo("acme.all");
        assertThat(kind.fields())
                .isEqualTo(Map.ofEntries(
                        Map.entry("name", Scalar.TEXT),
                        Map.entry("raw_name", Scalar.RAW),
                        Map.entry("count", Scalar.NUMBER),
                        Map.entry("big_count", Scalar.NUMBER),
                        Map.entry("share", Scalar.NUMBER),
                        Map.entry("time_taken", Scalar.DURATION),
                        Map.entry("size", Scalar.SIZE),
                        Map.entry("at", Scalar.INSTANT),
                        Map.entry("version", Scalar.VERSION),
                        Map.entry("result", Scalar.CODE),
                        Map.entry("active", Scalar.YES_NO),
                        Map.entry("state", new Type.Words(new TreeSet<>(List.of("OK", "IN_USE")))),
                        Map.entry("note", Scalar.TEXT),
                        Map.entry("limit", Scalar.DURATION),
                        Map.entry("level", Scalar.NUMBER)));
    }

    @Test
    void givesValuesWithTheirPlaces() {
        Map<String, Value> fields =
                RecordKinds.fields(all(Optional.of("n"), Optional.of(new Placed<>(7L, THERE))), HERE);

        assertThat(fields)
                .containsEntry("count", Value.of(BigDecimal.ONE, HERE))
                .containsEntry("big_count", Value.of(BigDecimal.valueOf(2), HERE))
                .containsEntry("state", Value.of("IN_USE", HERE))
                .containsEntry("active", Value.of(true, HERE))
                .containsEntry("note", Value.of("n", HERE))
                .containsEntry("limit", Value.of(Duration.ofSeconds(9), THERE))
                .containsEntry("level", Value.of(BigDecimal.valueOf(7), THERE))
                .hasSize(15);
    }

    @Test
    void leavesOutWhatIsEmpty() {
        assertThat(RecordKinds.fields(all(Optional.empty(), Optional.empty()), HERE))
                .doesNotContainKeys("note", "level")
                .hasSize(13);
    }

    @Test
    void knowsTheRecordsOfItsProductOnly() {
        var kinds = new RecordKinds(List.of(All.class));

        assertThat(kinds.kind(all(Optional.empty(), Optional.empty())).name()).isEqualTo("acme.all");
        assertThat(kinds.kinds()).containsOnlyKeys("acme.all");
        assertThatThrownBy(() -> kinds.kind(new Other("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not list");
    }

    @Test
    void refusesRecordsThatAreNoKind() {
        assertThatThrownBy(() -> RecordKinds.kind(Unnamed.class)).hasMessageContaining("has no @EventKind");
        assertThatThrownBy(() -> RecordKinds.kind(WithPath.class))
                .hasMessageContaining("no field can hold the component file of");
    }

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
