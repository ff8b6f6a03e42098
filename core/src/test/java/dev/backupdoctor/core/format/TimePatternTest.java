package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimePatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "yyyy-MM-dd HH:mm:ss; 2026-11-20 12:00:01; 2026-11-20T12:00:01",
                "yyyyMMddHHmmss; 20261120084335; 2026-11-20T08:43:35",
                "yyyy-MM-dd HH:mm:ss.SSSSSS; 2023-12-18 18:01:50.010505; 2023-12-18T18:01:50.010505",
                "yyyy-MM-dd HH:mm:ss,SSS; 2023-12-18 18:01:50,007; 2023-12-18T18:01:50.007",
                "EEE MMM dd HH:mm:ss.nnnnnnnnn yyyy; Fri Nov 20 08:44:15.860329997 2026; 2026-11-20T08:44:15.860329997",
                "EEE MMM d HH:mm:ss yyyy; Tue Dec  6 00:08:29 2005; 2005-12-06T00:08:29",
                "EEE MMM d HH:mm:ss yyyy; Tue Dec 06 00:08:29 2005; 2005-12-06T00:08:29",
                "EEE MMM d HH:mm:ss yyyy; Tue Dec 6 00:08:29 2005; 2005-12-06T00:08:29",
                "EEE MMM d HH:mm:ss yyyy; Mon Dec 16 00:08:29 2005; 2005-12-16T00:08:29",
                "MMM d HH:mm:ss; Nov 20 08:00:00; 0000-11-20T08:00",
                "dd.MM.yy H:mm:ss; 20.11.26 8:00:00; 2026-11-20T08:00",
                "dd.MM.yy H:mm:ss; 20.11.26 18:00:00; 2026-11-20T18:00",
                "yyyy-MM-dd'T'HH:mm; 2026-11-20T08:00; 2026-11-20T08:00",
                "yyyy-MM-dd' o''clock 'HH''; 2026-11-20 o'clock 08'; 2026-11-20T08:00",
                "yyyy-MM-dd HH:mm:ss.SSSXX; 2025-04-11 04:43:03.123+0200; 2025-04-11T02:43:03.123Z",
                "yyyy-MM-dd HH:mm:ssXXX; 2025-04-11 04:43:03+02:00; 2025-04-11T02:43:03Z",
                "yyyy-MM-dd HH:mm:ssX; 2025-04-11 04:43:03-01; 2025-04-11T05:43:03Z",
                "yyyy-MM-dd HH:mm:ssX; 2025-04-11 04:43:03Z; 2025-04-11T04:43:03Z"
            })
    void readsTimes(String pattern, String text, String time) {
        TimePattern compiled = TimePattern.compile(pattern);

        assertThat(compiled.parse(text, 0, text.length())).map(Object::toString).contains(time);
        assertThat(compiled.end("x" + text + ": more", 1, text.length() + 7)).isEqualTo(text.length() + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "yyyy-MM-dd; 2026-02-29",
                "yyyy-MM-dd; 2026-13-01",
                "yyyy-MM-dd; 2026-00-01",
                "yyyy-MM-dd; 0000-01-01",
                "yyyy-MM-dd; 2026-1-01",
                "yyyy-MM-dd; 2026-01-0",
                "yyyy-MM-dd; 2026-01-011",
                "yyyy-MM-dd HH; 2026-01-01 24",
                "yyyy-MM-dd HH:mm; 2026-01-01 23:60",
                "yyyy-MM-dd HH:mm:ss; 2026-01-01 23:59:60",
                "MMM d; nov 20",
                "MMM d; Nov  ",
                "MMM d; Nov",
                "MMM d; Nov 31",
                "EEE MMM d; XXX Nov 20",
                "yyyy-MM-ddX; 2026-01-01+",
                "yyyy-MM-ddX; 2026-01-01+99",
                "yyyy-MM-ddX; 2026-01-01+1890"
            })
    void refusesWhatIsNoTime(String pattern, String text) {
        assertThat(TimePattern.compile(pattern).parse(text, 0, text.length())).isEmpty();
    }

    @Test
    void readsTheLeapDayWithoutYear() {
        assertThat(TimePattern.compile("MMM d").end("Feb 29", 0, 6)).isEqualTo(6);
    }

    @Test
    void doesNotCompareWeekdayAndDate() {
        assertThat(TimePattern.compile("EEE yyyy-MM-dd").end("Mon 2026-11-20", 0, 14))
                .isEqualTo(14);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "yyyy-MM-dd hh; 'hh' has no meaning in it",
                "yyy-MM-dd; 'yyy' has no meaning in it",
                "yyyy-MM-dd nnn; 'nnn' has no meaning in it",
                "yyyy-MM-dd SSSSSSSSSS; 'SSSSSSSSSS' has no meaning in it",
                "HH:mm:ss; it has no month",
                "yyyy-MM; it has no day",
                "yyyy-MM-dd'T; a quote is not closed"
            })
    void refusesBadPatterns(String pattern, String message) {
        assertThatThrownBy(() -> TimePattern.compile(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsWhatTheFormatterOfJavaWrites(long seed) {
        var random = new SplittableRandom(seed);
        for (String pattern : new String[] {
            "yyyy-MM-dd HH:mm:ss.SSSSSS",
            "EEE MMM dd HH:mm:ss.nnnnnnnnn yyyy",
            "EEE MMM d HH:mm:ss yyyy",
            "dd/MMM/yyyy:HH:mm:ss.SSS",
            "yyyyMMddHHmmss"
        }) {
            var formatter = DateTimeFormatter.ofPattern(pattern.replace("nnnnnnnnn", "SSSSSSSSS"), Locale.ENGLISH);
            var ours = TimePattern.compile(pattern);
            for (int i = 0; i < 300; i++) {
                var time = LocalDateTime.of(2000, 1, 1, 0, 0).plusSeconds(random.nextLong(2_000_000_000L));

                String text = formatter.format(time);

                assertThat(ours.parse(text, 0, text.length()))
                        .as(text + " by " + pattern + ", seed " + seed)
                        .contains(time);
            }
        }
    }

    @Test
    void readsOffsetsAsJavaDoes() {
        String text = "2026-11-20 08:00:00-03:30";

        assertThat(TimePattern.compile("yyyy-MM-dd HH:mm:ssXXX").parse(text, 0, text.length()))
                .contains(ZonedDateTime.parse("2026-11-20T08:00:00-03:30").toInstant());
    }

    @Test
    void neverThrowsOnTornText() {
        String text = "Fri Nov 20 08:44:15.860329997 2026";
        var pattern = TimePattern.compile("EEE MMM dd HH:mm:ss.nnnnnnnnn yyyy");

        for (int end = 0; end < text.length(); end++) {
            assertThat(pattern.parse(text, 0, end)).isEmpty();
            assertThat(pattern.end(text, 0, end)).isEqualTo(-1);
        }
    }
}
