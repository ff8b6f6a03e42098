/**
 * The language of format and rule files as text: reading it into a tree, laying it out, saying where it is wrong.
 *
 * <p>{@link dev.backupdoctor.core.lang.SyntaxReader} turns a file into a {@link dev.backupdoctor.core.lang.Syntax} tree
 * and knows no meaning; {@link dev.backupdoctor.core.lang.Layout} writes a file in its one settled form. What the tree
 * means is decided in {@code core.format} and {@code core.rule}. The language itself: docs/rule-language.md.
 */
@NullMarked
package dev.backupdoctor.core.lang;

import org.jspecify.annotations.NullMarked;
