/**
 * Test support that all modules share through the core's test-jar.
 *
 * <p>A test that needs a program says so with {@link dev.backupdoctor.core.testing.RequiresTool}. Where the program is
 * absent the test is skipped with the reason; where skips are not wanted it fails, unless {@code ci/allowed-skips}
 * names its class.
 */
@NullMarked
package dev.backupdoctor.core.testing;

import org.jspecify.annotations.NullMarked;
