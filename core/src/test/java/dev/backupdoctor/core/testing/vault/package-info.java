/** The fictional product vault: files, a command and an interface to ask, for tests of live checks. */
@org.jspecify.annotations.NullMarked
package dev.backupdoctor.core.testing.vault;
