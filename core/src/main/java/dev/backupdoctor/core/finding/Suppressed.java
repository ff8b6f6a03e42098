package dev.backupdoctor.core.finding;

import java.time.LocalDate;

/**
 * A finding that does not count, because somebody said so.
 *
 * @param reason why it is put up with
 * @param expires last day, in UTC, on which it does not count
 */
public record Suppressed(Finding finding, String reason, LocalDate expires) {}
