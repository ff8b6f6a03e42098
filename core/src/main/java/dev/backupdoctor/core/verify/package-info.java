/**
 * Proves that a fix holds.
 *
 * <p>The host is looked at anew: the rule must find nothing in evidence that is newer than the fix. Then the product's
 * own {@link dev.backupdoctor.core.spi.Verifier}, where the rule names one, does again what had failed. What came of it
 * is a {@link dev.backupdoctor.core.verify.Proof}, with three answers: it holds, it does not, nobody can tell yet.
 */
@NullMarked
package dev.backupdoctor.core.verify;

import org.jspecify.annotations.NullMarked;
