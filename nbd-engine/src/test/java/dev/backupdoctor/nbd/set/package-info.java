/** Tests of the package of the same name. */
@NullMarked
package dev.backupdoctor.nbd.set;

import org.jspecify.annotations.NullMarked;
