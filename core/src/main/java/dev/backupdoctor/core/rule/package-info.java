/**
 * Rules, compiled: from the tree of a rule file to conditions that can be evaluated for one group of events.
 *
 * <p>Everything is checked before anything is read: names, kinds, fields, types and units. What remains are
 * {@link dev.backupdoctor.core.rule.Eval}s, pure functions from a {@link dev.backupdoctor.core.rule.Scope} to a
 * {@link dev.backupdoctor.core.value.Value}: no I/O, no clock, no state.
 */
@NullMarked
package dev.backupdoctor.core.rule;

import org.jspecify.annotations.NullMarked;
