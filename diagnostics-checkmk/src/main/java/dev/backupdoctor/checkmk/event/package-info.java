/**
 * What Checkmk's files state of backups, as far as no single line of them says it. Kinds that one line gives stand in
 * the formats.
 */
@NullMarked
package dev.backupdoctor.checkmk.event;

import org.jspecify.annotations.NullMarked;
