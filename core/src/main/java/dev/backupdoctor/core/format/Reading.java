package dev.backupdoctor.core.format;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How sources are read.
 *
 * @param zone zone of times without one, where the source does not tell
 * @param zoneGiven false when nobody gave the zone and UTC is only assumed
 */
public record Reading(ZoneId zone, boolean zoneGiven, Limits limits) {

    /** UTC, for want of a zone. */
    public static Reading inUtc() {
        return new Reading(ZoneOffset.UTC, false, Limits.DEFAULT);
    }

    /** In a zone that the user gave. */
    public static Reading in(ZoneId zone) {
        return new Reading(zone, true, Limits.DEFAULT);
    }

    /** The same with so much memory for the events of a source. */
    public Reading withEventBytes(long bytes) {
        return new Reading(
                zone, zoneGiven, new Limits(limits.blockBytes(), limits.lineBytes(), bytes, limits.parserBytes()));
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
