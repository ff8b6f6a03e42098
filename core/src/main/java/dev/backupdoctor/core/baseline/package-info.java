/**
 * Findings that are known and put up with for a while.
 *
 * <p>A <em>suppression</em> names a finding by its fingerprint, which holds no line and no time, says why it is put up
 * with, and until when. A <em>baseline</em> is a file of suppressions. A suppressed finding stays in every report; it
 * only does not count.
 */
@NullMarked
package dev.backupdoctor.core.baseline;

import org.jspecify.annotations.NullMarked;
