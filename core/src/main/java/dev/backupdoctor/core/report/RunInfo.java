package dev.backupdoctor.core.report;

import java.time.Duration;
import java.time.Instant;

/**
 * What a report says of the run itself.
 *
 * @param version of backup-doctor
 * @param took from start to the writing of the report
 * @param exit exit code that the diagnosis gives
 * @param policy what counts
 */
public record RunInfo(String version, Instant started, Duration took, int exit, Policy policy) {

    /** Where nothing was asked of what counts. */
    public RunInfo(String version, Instant started, Duration took, int exit) {
        this(version, started, took, exit, Policy.DEFAULT);
    }
}
