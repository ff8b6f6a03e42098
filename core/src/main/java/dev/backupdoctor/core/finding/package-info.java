/**
 * Findings: claims with evidence, and everything else that an analysis can say.
 *
 * <p>These records are what every report is made from; they hold finished texts, know no rule and no event. Three
 * answers are kept apart: a {@link dev.backupdoctor.core.finding.Finding}, clean (counted), and
 * {@link dev.backupdoctor.core.finding.Open}: could not be looked at, and what to fetch.
 */
@NullMarked
package dev.backupdoctor.core.finding;

import org.jspecify.annotations.NullMarked;
