package dev.backupdoctor.core.finding;

import java.util.Optional;

/**
 * A source that was read.
 *
 * @param format empty when no format recognised it; then nothing was looked for in it
 * @param product empty likewise
 * @param version product version that the source names
 * @param bytes decompressed
 */
public record SourceSeen(
        String path,
        Optional<String> format,
        Optional<String> product,
        Optional<String> version,
        long bytes,
        long lines) {}
