/** A fictional product, with formats and rules as any other. */
@NullMarked
package dev.backupdoctor.cli.acme;

import org.jspecify.annotations.NullMarked;
