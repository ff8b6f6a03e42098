/**
 * Reports: what a diagnosis looks like, for people and for machines.
 *
 * <p>A report takes a finished {@link dev.backupdoctor.core.finding.Diagnosis} and adds no judgement: the order of the
 * findings, their messages and their confidence are given. Whatever comes from a log is escaped on its way out, so that
 * evidence can neither repaint a terminal nor break a document.
 */
@NullMarked
package dev.backupdoctor.core.report;

import org.jspecify.annotations.NullMarked;
