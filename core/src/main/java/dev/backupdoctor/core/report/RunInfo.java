package dev.backupdoctor.core.report;

import java.time.Duration;
import java.time.Instant;

/**
 * What a report says of the run itself.
 *
 * @param version of backup-doctor
 * @param took from start to the writing of the report
 * @param exit exit code that the run ends with
 */
public record RunInfo(String version, Instant started, Duration took, int exit) {}
