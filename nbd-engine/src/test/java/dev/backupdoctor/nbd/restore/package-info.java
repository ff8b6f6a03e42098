/** Tests of the way back: images that come out right, or not at all. */
@NullMarked
package dev.backupdoctor.nbd.restore;

import org.jspecify.annotations.NullMarked;
