/**
 * Formats: how the sources of a product look, and how their bytes become events.
 *
 * <p>A {@link dev.backupdoctor.core.format.Format} is compiled from one {@code formats/*.format} file. Its
 * {@link dev.backupdoctor.core.format.Shape}s say how lines look: literal text with typed holes, each read by a
 * {@link dev.backupdoctor.core.format.Reader}. {@link dev.backupdoctor.core.format.Formats} recognises which format a
 * source has; {@link dev.backupdoctor.core.format.FormatReader} then streams through its bytes, looks only at lines
 * that hold a literal of some shape, and gives {@link dev.backupdoctor.core.format.SourceEvents}.
 *
 * <p>Lines are handled as strings with one char per byte (ISO 8859-1), so that no byte is lost and positions are byte
 * offsets.
 */
@NullMarked
package dev.backupdoctor.core.format;

import org.jspecify.annotations.NullMarked;
