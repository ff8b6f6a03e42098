package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.value.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of every command that reads inputs. */
final class ReadingOptions {

    @Option(
            names = "--now",
            paramLabel = "INSTANT",
            description = "What rules take for the present, as 2026-11-20T12:00:00Z. Default: the newest time in the"
                    + " inputs.")
    private String now = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneName.class,
            description =
                    "Zone of times that name none, as Europe/Berlin or +02:00; times are shown in it. Default: UTC.")
    private @Nullable ZoneId zone;

    @Option(
            names = "--skew",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "How far the clocks of two machines may be apart. Default: 2 s.")
    private Duration skew = Duration.ofSeconds(2);

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Another value for a setting of the rules.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--lang", paramLabel = "LANGUAGE", description = "Language of messages that have it. Default: en.")
    private String lang = "en";

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Threads that search large inputs; the findings are the same. Default: one per processor.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    /** The zone given, else UTC: the inputs may be from anywhere. */
    ZoneId zone() {
        return zone == null ? ZoneOffset.UTC : zone;
    }

    /** The zone given, else that of this host. */
    ZoneId zoneHere() {
        return zone == null ? ZoneId.systemDefault() : zone;
    }

    AnalysisOptions options() throws UsageError {
        Optional<Instant> present = now.isEmpty() ? Optional.empty() : Optional.of(instant(now));
        if (jobs < 1) {
            throw new UsageError("--jobs: " + jobs + " is too few; give 1 or more");
        }
        return new AnalysisOptions(
                present, Optional.ofNullable(zone), skew, settings, lang, AnalysisOptions.EVENT_BYTES, jobs);
    }

    private Instant instant(String text) throws UsageError {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noOffset) {
            try {
                return LocalDateTime.parse(text).atZone(zone()).toInstant();
            } catch (DateTimeException e) {
                throw new UsageError("--now: '" + text + "' is no time; write it as 2026-11-20T12:00:00Z");
            }
        }
    }

    /** Reads the name of a zone, or an offset. */
    static final class ZoneName implements ITypeConverter<ZoneId> {
        @Override
        public ZoneId convert(String name) {
            try {
                return ZoneId.of(name);
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + name + "' is no zone; write it as Europe/Berlin or +02:00");
            }
        }
    }

    /** Reads a number with one of the units of the rule language; a blank between them may be left out. */
    static final class DurationText implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            int unitAt = 0;
            while (unitAt < text.length() && "0123456789.".indexOf(text.charAt(unitAt)) >= 0) {
                unitAt++;
            }
            Optional<Unit> unit = Unit.of(text.substring(unitAt).strip())
                    .filter(u -> Unit.H.measure().equals(u.measure()));
            try {
                BigDecimal amount = new BigDecimal(text.substring(0, unitAt));
                BigDecimal nanos = amount.multiply(
                        unit.orElseThrow(NumberFormatException::new).factor());
                return Duration.ofNanos(
                        nanos.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
            } catch (NumberFormatException | ArithmeticException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no duration; write it as '30 s', '5 min' or '2 h'");
            }
        }
    }
}
