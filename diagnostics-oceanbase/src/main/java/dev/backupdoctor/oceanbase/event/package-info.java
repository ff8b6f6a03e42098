/** What OceanBase's dictionary views state, one record for each kind of row. Lines of logs are told by the formats. */
@NullMarked
package dev.backupdoctor.oceanbase.event;

import org.jspecify.annotations.NullMarked;
