/** Tests of the package of the same name. */
@NullMarked
package dev.backupdoctor.nbd.backup;

import org.jspecify.annotations.NullMarked;
