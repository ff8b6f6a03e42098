package dev.backupdoctor.core.format;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How sources are read.
 *
 * @param zone zone of times without one, where the source does not tell
 * @param zoneGiven false when nobody gave the zone and UTC is only assumed
 * @param threads that search a large source; what is found does not depend on it
 */
public record Reading(ZoneId zone, boolean zoneGiven, Limits limits, int threads) {

    /** UTC, for want of a zone. */
    public static Reading inUtc() {
        return new Reading(ZoneOffset.UTC, false, Limits.DEFAULT, 1);
    }

    /** In a zone that the user gave. */
    public static Reading in(ZoneId zone) {
        return new Reading(zone, true, Limits.DEFAULT, 1);
    }

    /** The same with so many threads. */
    public Reading threads(int count) {
        return new Reading(zone, zoneGiven, limits, count);
    }

    /** The same with so much memory for the events of a source. */
    public Reading withEventBytes(long bytes) {
        var changed = new Limits(limits.blockBytes(), limits.lineBytes(), bytes, limits.parserBytes());
        return new Reading(zone, zoneGiven, changed, threads);
    }

    /**
     * Bounds of memory.
     *
     * @param blockBytes read at once
     * @param lineBytes longest line that is read in one part
     * @param eventBytes of memory for the events of one source, more or less
     * @param parserBytes of one source that are given to a parser
     */
    public record Limits(int blockBytes, int lineBytes, long eventBytes, int parserBytes) {

        public static final Limits DEFAULT = new Limits(512 << 10, 1 << 20, 48 << 20, 16 << 20);

        public Limits {
            if (blockBytes < 1 || lineBytes < 1 || eventBytes < 0 || parserBytes < 0) {
                throw new IllegalArgumentException("limits must be positive");
            }
        }
    }
}
