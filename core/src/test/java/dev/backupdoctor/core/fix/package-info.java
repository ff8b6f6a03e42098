@NullMarked
package dev.backupdoctor.core.fix;

import org.jspecify.annotations.NullMarked;
