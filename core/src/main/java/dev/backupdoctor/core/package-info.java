/**
 * What every product has in common: sources are read, formats and parsers turn their bytes into events, rules turn
 * events into findings with evidence, and fixes and verifications act on findings.
 *
 * <p>Data goes in that direction only; a step knows the words of the steps before it and never those of the steps after
 * it. No product is named here: a product is a module that {@link java.util.ServiceLoader} finds.
 */
@NullMarked
package dev.backupdoctor.core;

import org.jspecify.annotations.NullMarked;
