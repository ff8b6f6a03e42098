/**
 * The case and its diagnosis: all sources together, all rules over them, findings folded under their causes.
 *
 * <p>{@link dev.backupdoctor.core.engine.Rulebook} holds what was compiled, {@link dev.backupdoctor.core.engine.Case}
 * what was read, {@link dev.backupdoctor.core.engine.Analysis} brings the two together. The same sources give the same
 * diagnosis byte for byte, in whatever order they were named.
 */
@NullMarked
package dev.backupdoctor.core.engine;

import org.jspecify.annotations.NullMarked;
