/**
 * Sources: things with bytes that the user named, opened in place.
 *
 * <p>{@link dev.backupdoctor.core.source.Sources} walks them and shows each to a visitor. A source is a file, a member
 * of an archive, standard input or the output of a command. It knows its name and no meaning. Compressed files are read
 * through, archives are walked without being unpacked, and whatever cannot be read becomes a
 * {@link dev.backupdoctor.core.source.Problem} while everything else goes on. Reading meets a
 * {@link dev.backupdoctor.core.source.CutException} where a source is truncated, damaged, or more than
 * {@link dev.backupdoctor.core.source.Limits} allow.
 */
@NullMarked
package dev.backupdoctor.core.source;

import org.jspecify.annotations.NullMarked;
