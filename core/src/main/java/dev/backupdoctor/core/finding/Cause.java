package dev.backupdoctor.core.finding;

import java.util.Optional;

/**
 * Why the finding is so.
 *
 * @param ask what would settle it; empty when it is settled
 */
public record Cause(String text, Confidence confidence, Optional<Ask> ask) {}
