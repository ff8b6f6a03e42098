/**
 * Events: what one line, row or packet of a source states, without judgement.
 *
 * <p>An event belongs to a <em>kind</em> such as {@code product.estimate}; the kind says which fields it has and of
 * which type. Kinds come from shapes in format files and from Java records with
 * {@link dev.backupdoctor.core.event.EventKind}; a rule cannot tell the difference.
 */
@NullMarked
package dev.backupdoctor.core.event;

import org.jspecify.annotations.NullMarked;
