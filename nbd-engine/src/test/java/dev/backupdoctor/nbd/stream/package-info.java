/** Tests of the package of the same name. */
@NullMarked
package dev.backupdoctor.nbd.stream;

import org.jspecify.annotations.NullMarked;
