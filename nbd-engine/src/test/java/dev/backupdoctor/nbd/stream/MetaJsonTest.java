package dev.backupdoctor.nbd.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.nbd.stream.StreamException.Fault;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetaJsonTest {
    /** As virtnbdbackup 2.47 wrote it. */
    private static final String OF_THE_ORIGINAL = """
            {
                "virtualSize": 16777216,
                "dataSize": 65536,
                "date": "2026-11-20T08:47:59.571378",
                "diskName": "vda",
                "diskFormat": "qcow2",
                "checkpointName": "virtnbdbackup.1",
                "compressed": false,
                "compressionMethod": "lz4",
                "parentCheckpoint": "virtnbdbackup.0",
                "incremental": true,
                "streamVersion": 2
            }""";

    private static final Meta META = new Meta(
            16_777_216,
            65_536,
            "2026-11-20T08:47:59.571378",
            "vda",
            "qcow2",
            "virtnbdbackup.1",
            OptionalInt.empty(),
            Optional.of("virtnbdbackup.0"),
            true,
            2);

    @Test
    void readsWhatTheOriginalWrites() throws StreamException {
        assertThat(parse(OF_THE_ORIGINAL)).isEqualTo(META);
    }

    @Test
    void writesByteForByteWhatTheOriginalWrites() {
        assertThat(new String(MetaJson.bytes(META), UTF_8)).isEqualTo(OF_THE_ORIGINAL);
    }

    @Test
    void readsTheLevelOfCompression() throws StreamException {
        Meta meta = parse(OF_THE_ORIGINAL.replace("\"compressed\": false", "\"compressed\": 7"));

        assertThat(meta.compressionLevel()).hasValue(7);
        assertThat(new String(MetaJson.bytes(meta), UTF_8)).contains("\"compressed\": 7,");
    }

    @Test
    void readsCompressionFromBeforeItHadLevels() throws StreamException {
        Meta meta = parse(OF_THE_ORIGINAL.replace("\"compressed\": false", "\"compressed\": true"));

        assertThat(meta.isCompressed()).isTrue();
    }

    @Test
    void readsVersionOneWhichKnewNoCompression() throws StreamException {
        Meta meta = parse("""
                {"virtualSize": 6442450944, "dataSize": 1, "date": "2021-10-22T10:16:37", "diskName": "sda",
                 "checkpointName": "virtnbdbackup.0", "parentCheckpoint": false, "incremental": false,
                 "streamVersion": 1}""");

        assertThat(meta.streamVersion()).isEqualTo(1);
        assertThat(meta.isCompressed()).isFalse();
        assertThat(meta.parentCheckpoint()).isEmpty();
        assertThat(meta.diskFormat()).isEmpty();
    }

    @Test
    void readsTheHyphensOfTheOldestFiles() throws StreamException {
        Meta meta = parse("""
                {"virtual-size": 512, "data-size": 0, "disk-name": "sda", "checkpoint-name": "virtnbdbackup.1",
                 "parent-checkpoint": "virtnbdbackup.0", "incremental": true, "stream-version": 1}""");

        assertThat(meta.virtualSize()).isEqualTo(512);
        assertThat(meta.parentCheckpoint()).contains("virtnbdbackup.0");
        assertThat(meta.date()).isEmpty();
    }

    @Test
    void refusesVersionsThatAreNotKnown() {
        assertThatExceptionOfType(StreamException.class)
                .isThrownBy(() -> parse(OF_THE_ORIGINAL.replace("\"streamVersion\": 2", "\"streamVersion\": 3")))
                .withMessage("the stream has version 3, known are 1 and 2")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.UNKNOWN_VERSION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"virtualSize\": -1}",
                "{\"virtualSize\": 1.5}",
                "{\"virtualSize\": 99999999999999999999}",
                "{\"virtualSize\": 1, \"virtualSize\": 2}",
                "{} {}",
                "\u0000"
            })
    void refusesWhatIsNoMetaFrame(String json) {
        assertThatExceptionOfType(StreamException.class)
                .isThrownBy(() -> parse(json))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.BAD_META));
    }

    private static Meta parse(String json) throws StreamException {
        return MetaJson.parse(json.getBytes(UTF_8));
    }
}
