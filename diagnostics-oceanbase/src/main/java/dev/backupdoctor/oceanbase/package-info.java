/**
 * OceanBase data backup: what the observer's log and the backup views of the database state, and what it means.
 *
 * <p>A tenant is one database of a cluster and its data lies in log streams. A backup set is one full or incremental
 * backup of a tenant, a piece is one part of its archived log, and an SCN is a point in the time line that both share.
 */
@NullMarked
package dev.backupdoctor.oceanbase;

import org.jspecify.annotations.NullMarked;
