/**
 * Readers of OceanBase's own texts: heads and values of log records, and what a MySQL client prints of a view.
 *
 * <p>A head is all that stands before the message of a record, values are the {@code (k=v, k:{k:v})} behind it, and a
 * view is one of the tables of the dictionary, such as CDB_OB_BACKUP_JOBS.
 */
@NullMarked
package dev.backupdoctor.oceanbase.parser;

import org.jspecify.annotations.NullMarked;
