/**
 * Carries fixes out, and takes them back.
 *
 * <p>A {@link dev.backupdoctor.core.fix.Plan} is what a fix of a finding would do, as data. A
 * {@link dev.backupdoctor.core.fix.FixRun} looks whether everything is as the plan expects, then does it step by step;
 * each step stands in the {@link dev.backupdoctor.core.fix.Journal} before it begins, with what is needed to undo it.
 * An {@link dev.backupdoctor.core.fix.UndoRun} goes back the same way.
 *
 * <p>A file is replaced as a whole, by a new one of the same owner, mode and extended attributes: whoever looks, and
 * whenever the process dies, it is the old one or the new one. No symbolic link is followed.
 */
@NullMarked
package dev.backupdoctor.core.fix;

import org.jspecify.annotations.NullMarked;
