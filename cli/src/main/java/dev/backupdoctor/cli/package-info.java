/**
 * The commands as a user types them: options in, report on standard output, exit code out.
 *
 * <p>Standard output carries the report and nothing else; progress and warnings go to standard error. Commands know the
 * core and the NBD engine; the products are found when the program starts, so that no command names one.
 */
@NullMarked
package dev.backupdoctor.cli;

import org.jspecify.annotations.NullMarked;
