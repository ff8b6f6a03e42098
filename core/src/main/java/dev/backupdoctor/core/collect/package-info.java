/**
 * Live state of a host, brought in as sources.
 *
 * <p>A product says what it can look at ({@link dev.backupdoctor.core.spi.Collector}); {@code Collecting} runs that at
 * the same time within limits, and {@code Collected} is what came of it: things to read, and what became of each
 * collector. From there on everything goes the way that files go which the user named. A {@code Bundle} is the same in
 * an archive, to be analysed elsewhere with the same findings.
 */
@NullMarked
package dev.backupdoctor.core.collect;

import org.jspecify.annotations.NullMarked;
