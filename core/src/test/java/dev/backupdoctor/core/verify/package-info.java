@NullMarked
package dev.backupdoctor.core.verify;

import org.jspecify.annotations.NullMarked;
