package dev.backupdoctor.core.verify;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a verification may use.
 *
 * @param scratch directory for what it makes; it makes one of its own in it
 */
public record Allowance(Duration time, long bytes, Path scratch) {}
