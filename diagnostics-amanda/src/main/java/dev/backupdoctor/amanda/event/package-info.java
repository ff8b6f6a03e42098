/**
 * What Amanda's files state, as far as no single line of them says it. Kinds that one line gives stand in the formats.
 */
@NullMarked
package dev.backupdoctor.amanda.event;

import org.jspecify.annotations.NullMarked;
