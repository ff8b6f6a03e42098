package dev.backupdoctor.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KindsTest {

    @EventKind("acme.job")
    record Job(String name, long size) {}

    @Test
    void joinsWhatFormatsAndRecordsSay() {
        var errors = new Errors();

        Kinds kinds = Kinds.of(
                List.of(
                        declared("x", "acme.job", "", Map.of("name", Scalar.TEXT, "took", Scalar.DURATION)),
                        declared("y", "acme.job", "", Map.of("name", Scalar.TEXT, "host", Scalar.TEXT)),
                        Kinds.Declared.of(new RecordKinds(List.of(Job.class))).get(0)),
                errors);

        Kind job = kinds.find("acme.job").orElseThrow();
        assertThat(errors.list()).isEmpty();
        assertThat(job.fields()).containsOnlyKeys("host", "name", "size", "took");
        assertThat(job.formats()).containsExactly("x", "y");
        assertThat(kinds.all()).containsExactly(job);
        assertThat(kinds.place("acme.job", "size")).map(Pos::file).contains("Job.java");
        assertThat(kinds.place("acme.job", "at")).isEmpty();
        assertThat(kinds.find("acme.none")).isEmpty();
    }

    @Test
    void joinsSetsOfWords() {
        Type ab = new Type.Words(new TreeSet<>(List.of("A", "B")));
        Type bc = new Type.Words(new TreeSet<>(List.of("B", "C")));

        Kinds kinds = Kinds.of(
                List.of(declared("x", "acme.job", "", Map.of("r", ab)), declared("y", "acme.job", "", Map.of("r", bc))),
                new Errors());

        assertThat(kinds.find("acme.job").orElseThrow().type("r")).hasToString("one of A|B|C");
    }

    @Test
    void refusesAFieldWithTwoTypes() {
        var errors = new Errors();

        Kinds.of(
                List.of(
                        declared("x", "acme.job", "", Map.of("size", Scalar.TEXT)),
                        declared("y", "acme.job", "", Map.of("size", Scalar.SIZE))),
                errors);

        assertThat(errors.list())
                .singleElement()
                .hasToString(errors.list().get(0).toString())
                .satisfies(e -> assertThat(e.at() + ": " + e.message())
                        .isEqualTo("formats/y.format:2:3: 'size' is size here and text in formats/x.format:2:3"));
    }

    @Test
    void refusesAKindThatIsSoughtInOnePlaceOnly() {
        var errors = new Errors();

        Kinds.of(
                List.of(
                        declared("x", "acme.line", "trace", Map.of("trace", Scalar.TEXT)),
                        declared("y", "acme.line", "", Map.of("trace", Scalar.TEXT))),
                errors);

        assertThat(errors.list())
                .singleElement()
                .satisfies(e -> assertThat(e.message())
                        .isEqualTo("acme.line is sought by a field in one place and not in another"));
    }

    @Test
    void namesTheNearest() {
        Kinds kinds = Kinds.of(
                List.of(
                        declared("x", "acme.job", "", Map.of()),
                        declared("x", "acme.jobs", "", Map.of()),
                        declared("x", "acme.estimate", "", Map.of())),
                new Errors());

        assertThat(kinds.nearest("acme.jub")).containsExactly("acme.job", "acme.jobs");
    }

    private static Kinds.Declared declared(String format, String kind, String soughtBy, Map<String, Type> fields) {
        var places = new TreeMap<String, Pos>();
        fields.keySet().forEach(f -> places.put(f, new Pos("formats/" + format + ".format", 2, 3, 4)));
        return new Kinds.Declared(
                new Kind(kind, new TreeMap<>(fields), new TreeSet<>(List.of(format)), soughtBy), places);
    }
}
