@NullMarked
package dev.backupdoctor.cli;

import org.jspecify.annotations.NullMarked;
