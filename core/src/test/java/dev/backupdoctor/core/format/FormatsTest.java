package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.source.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {

    private static final Formats FORMATS = new Formats(List.of(
            FormatFixture.format("trace"),
            FormatFixture.format("cluster"),
            FormatFixture.format("measure"),
            FormatFixture.format("machine"),
            FormatFixture.format("site")));

    @ParameterizedTest
    @CsvSource({
        "log.20261120084334.0, trace",
        "log.20261120084334.0.gz, trace",
        "measure.20261120084335.debug, measure",
        "measure.20261120084335000.debug, measure",
        "measure.20261120084335.debug.1, measure",
        "measure.xx.debug, -",
        "observer.log, cluster",
        "observer.log.wf, cluster",
        "observer.log.20231218180010505, cluster",
        "observer.log.wf.20231218180010505.zst, cluster",
        "rootservice.log-20260101.gz, cluster",
        "rootservice.log-2026-01-01.xz, cluster",
        "election.log, -",
        "backup.inc.7.log, machine",
        "backup.inc.7.log.2.bz2, machine",
        "backup.x.7.log, -",
        "machinerestore.log, machine",
        "messages, -"
    })
    void recognisesFilesByTheirNames(String fileName, String format) {
        assertThat(detect(fileName, "")).isEqualTo(format);
    }

    @Test
    void recognisesContentWhateverItsName() {
        assertThat(detect("x", "garbage\nmeasure: debug 1\n")).isEqualTo("measure");
        assertThat(detect("x", "Pausing RRD updates for /a\n")).isEqualTo("site");
        assertThat(detect("x", "nothing known\n")).isEqualTo("-");
        assertThat(detect("x", "")).isEqualTo("-");
    }

    @Test
    void recognisesContentIn16BitUnits() {
        byte[] content = "garbage\r\nmeasure: debug 1\r\n".getBytes(StandardCharsets.UTF_16);

        assertThat(FORMATS.detect(source("x"), content)).map(Format::name).contains("measure");
    }

    @Test
    void trustsANameEvenIfTheContentIsJunk() {
        byte[] junk = new byte[100_000];
        var random = new SplittableRandom(1);
        for (int i = 0; i < junk.length; i++) {
            junk[i] = (byte) random.nextInt(256);
        }

        assertThat(FORMATS.detect(source("observer.log"), junk))
                .map(Format::name)
                .contains("cluster");
        assertThat(FORMATS.detect(source("x"), junk)).isEmpty();
    }

    @Test
    void looksOnlyAtTheBeginAndNotAtATornLine() {
        String much = "x\n".repeat(Formats.HEAD_BYTES / 2 - 5);

        assertThat(detect("x", much + "measure: debug 1\n")).isEqualTo("-");
        assertThat(detect("x", "measure: debug 1\n" + much)).isEqualTo("measure");
    }

    @Test
    void takesTheFormatWithMostSigns() {
        var formats = formats("sign \"first sign\"", "sign \"second sign\"");

        assertThat(detect(formats, "x", "first sign\nsecond sign\nsecond sign\n"))
                .isEqualTo("b");
        assertThat(detect(formats, "x", "first sign\nfirst sign\nsecond sign\n"))
                .isEqualTo("a");
    }

    @Test
    void takesTheLongestSignOfAsMany() {
        var formats = formats("sign \"the sign{_}\"", "sign \"the sign of b{_}\"");

        assertThat(detect(formats, "x", "the sign of b\n")).isEqualTo("b");
    }

    @Test
    void takesTheFirstNameOfEquals() {
        var formats = formats("sign \"the sign\"", "sign \"the sign\"");

        assertThat(detect(formats, "x", "the sign\n")).isEqualTo("a");
    }

    @Test
    void letsSignsDecideBetweenFormatsOfOneName() {
        var formats = formats("files \"x.log\"\nsign \"sign of a\"", "files \"{_}.log\"\nsign \"sign of b\"");

        assertThat(detect(formats, "x.log", "sign of b\n")).isEqualTo("b");
        assertThat(detect(formats, "x.log", "nothing\n")).isEqualTo("a");
        assertThat(detect(formats, "y.log", "sign of a\n")).isEqualTo("b");
    }

    @Test
    void findsFormatsByName() {
        assertThat(FORMATS.find("site")).map(Format::title).contains("Acme site: backup with its output");
        assertThat(FORMATS.find("none")).isEmpty();
        assertThat(FORMATS.all()).extracting(Format::name).isSorted();
    }

    @Test
    void readsPageByAllFormatsWithASignInIt() {
        var formats = formats("sign \"sign of a\"", "files \"b.log\"\nsign \"sign of b\"");

        assertThat(detectAll(formats, "x", "sign of a\nsign of b\nsign of b\n")).containsExactly("b", "a");
        assertThat(detectAll(formats, "x", "sign of b\n")).containsExactly("b");
        assertThat(detectAll(formats, "x", "nothing\n")).isEmpty();
        assertThat(detectAll(formats, "b.log", "sign of a\nsign of b\n"))
                .as("the name of the file says what it holds")
                .containsExactly("b");
    }

    @Test
    void keepsFormatsApartThatShareNoPage() {
        var formats =
                new Formats(formats("sign \"sign of a\"", "sign \"sign of b\"").all());

        assertThat(detectAll(formats, "x", "sign of a\nsign of b\nsign of b\n")).containsExactly("b");
    }

    private static List<String> detectAll(Formats formats, String fileName, String content) {
        return formats.detectAll(source(fileName), content.getBytes(StandardCharsets.UTF_8)).stream()
                .map(Format::name)
                .toList();
    }

    private static Formats formats(String a, String b) {
        String event = "\nevent acme.x\n  line \"known text\"\n";
        return new Formats(
                List.of(
                        FormatFixture.format("b", "format b \"B\"\n" + b + event),
                        FormatFixture.format("a", "format a \"A\"\n" + a + event)),
                List.of(Set.of("a", "b")));
    }

    private static String detect(String fileName, String content) {
        return detect(FORMATS, fileName, content);
    }

    private static String detect(Formats formats, String fileName, String content) {
        return formats.detect(source(fileName), content.getBytes(StandardCharsets.UTF_8))
                .map(Format::name)
                .orElse("-");
    }

    private static Source source(String fileName) {
        return new Source("/d/" + fileName, fileName, Optional.empty());
    }
}
