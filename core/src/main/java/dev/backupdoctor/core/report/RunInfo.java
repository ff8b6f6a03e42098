package dev.backupdoctor.core.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a report says of the run itself.
 *
 * @param version of backup-doctor
 * @param took from start to the writing of the report
 * @param exit exit code that the diagnosis gives
 * @param policy what counts
 * @param product the one that the run was to look at; empty for a run over what was left behind, of whatever product
 */
public record RunInfo(
        String version, Instant started, Duration took, int exit, Policy policy, Optional<String> product) {

    /** Where nothing was asked of what counts. */
    public RunInfo(String version, Instant started, Duration took, int exit) {
        this(version, started, took, exit, Policy.DEFAULT, Optional.empty());
    }
}
