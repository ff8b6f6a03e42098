package dev.backupdoctor.core.finding;

import dev.backupdoctor.core.value.Place;

/**
 * Raw text with its place.
 *
 * @param primary true for the one that the finding is about; at most one of a finding
 * @param place file, line, column, offset and the line itself
 * @param label what it shows; may be empty
 */
public record Evidence(boolean primary, Place place, String label) {}
