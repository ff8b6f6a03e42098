package dev.backupdoctor.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How an analysis is done.
 *
 * @param now what rules take for the present; empty for the newest time in the case
 * @param zone zone of times that name none; empty for UTC with a notice
 * @param skew by how much clocks of different sources may differ
 * @param settings of rules, by name, as the user wrote them
 * @param language of messages
 * @param eventBytes of memory for the events of all sources, more or less; what is beyond is left out and named
 * @param threads that search large sources; what is found does not depend on it
 * @param unseen names of formats whose sources should have been there and could not be had: rules that begin with what
 *     they tell are open, not just silent
 */
public record AnalysisOptions(
        Optional<Instant> now,
        Optional<ZoneId> zone,
        Duration skew,
        Map<String, String> settings,
        String language,
        long eventBytes,
        int threads,
        Set<String> unseen) {

    /** With the rules, what they find and what is being read, this fits into a heap of 256 MiB. */
    public static final long EVENT_BYTES = 48L << 20;

    public static final AnalysisOptions DEFAULT = new AnalysisOptions(
            Optional.empty(), Optional.empty(), Duration.ofSeconds(2), Map.of(), "en", EVENT_BYTES, 1);

    public AnalysisOptions {
        settings = Map.copyOf(settings);
        unseen = Set.copyOf(unseen);
    }

    /** Where nothing was expected but what the user named. */
    public AnalysisOptions(
            Optional<Instant> now,
            Optional<ZoneId> zone,
            Duration skew,
            Map<String, String> settings,
            String language,
            long eventBytes,
            int threads) {
        this(now, zone, skew, settings, language, eventBytes, threads, Set.of());
    }

    /** The same with so many threads. */
    public AnalysisOptions threads(int count) {
        return new AnalysisOptions(now, zone, skew, settings, language, eventBytes, count, unseen);
    }

    /** The same for something collected: its present and zone, where the user said no other, and what is unseen. */
    public AnalysisOptions collected(Instant at, Optional<ZoneId> host, Set<String> formats) {
        return new AnalysisOptions(
                now.or(() -> Optional.of(at)),
                zone.or(() -> host),
                skew,
                settings,
                language,
                eventBytes,
                threads,
                formats);
    }

    /** The zone in which times are read and shown. */
    ZoneId zoneOrUtc() {
        return zone.orElse(ZoneOffset.UTC);
    }
}
