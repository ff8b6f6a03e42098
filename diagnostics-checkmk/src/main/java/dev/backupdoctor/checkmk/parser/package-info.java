/**
 * Readers of what is not made of single lines: runs of mkbackup and omd with their tracebacks, job states, and the
 * configuration.
 */
@NullMarked
package dev.backupdoctor.checkmk.parser;

import org.jspecify.annotations.NullMarked;
