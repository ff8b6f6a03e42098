/** Tests of backups. */
@NullMarked
package dev.backupdoctor.nbd.backup;

import org.jspecify.annotations.NullMarked;
