/**
 * What a field of an event can hold, and how sure we are of it.
 *
 * <p>A {@link dev.backupdoctor.core.value.Value} is <em>known</em>, <em>none</em> (we looked, it is not there) or
 * <em>missing</em> (we could not look). A known value carries the {@link dev.backupdoctor.core.value.Place}s it was
 * read or computed from, so that every number in a report can be traced to file and line.
 */
@NullMarked
package dev.backupdoctor.core.value;

import org.jspecify.annotations.NullMarked;
