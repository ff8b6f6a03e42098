/**
 * Readers of what is not made of single lines: amanda.conf and disklist, packets in debug files, and whole trace logs.
 *
 * <p>A debug file has records, each with a head that names program and time; a packet is the text between two fences
 * below such a record. The formats {@code amanda-conf}, {@code disklist}, {@code amandad}, {@code planner-debug} and
 * {@code amanda-log} name their reader.
 */
@NullMarked
package dev.backupdoctor.amanda.parser;

import org.jspecify.annotations.NullMarked;
