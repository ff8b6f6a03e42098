/**
 * What is kept from one check to the next, in one small store below the user's state directory: what was measured,
 * which findings there were, and how far logs had been written.
 *
 * <p>A <em>scope</em> is a product with the options of a check: checks that look at different things do not mix. The
 * store is opened for moments only; two runs at once wait for each other, and nothing is ever half written.
 */
@NullMarked
package dev.backupdoctor.core.state;

import org.jspecify.annotations.NullMarked;
