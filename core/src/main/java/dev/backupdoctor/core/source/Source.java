package dev.backupdoctor.core.source;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing with bytes, decompressed.
 *
 * @param name as shown: the path as the user gave it, {@code bundle.tar.gz!/var/log/x.log} for a member, {@code -} for
 *     standard input
 * @param fileName last path element without compression endings, by which formats recognise it
 * @param modified last change of the file or archive member, if known; gives the year to times without one
 */
public record Source(String name, String fileName, Optional<Instant> modified) {}
