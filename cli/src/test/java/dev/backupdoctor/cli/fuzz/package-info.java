/** Damaged inputs by the thousand, for everything that reads. */
@NullMarked
package dev.backupdoctor.cli.fuzz;

import org.jspecify.annotations.NullMarked;
