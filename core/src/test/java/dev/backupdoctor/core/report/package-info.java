@NullMarked
package dev.backupdoctor.core.report;

import org.jspecify.annotations.NullMarked;
