/**
 * What a product's module brings along. A new product is a new module that implements
 * {@link dev.backupdoctor.core.spi.DiagnosticModule} and nothing else.
 *
 * <p>Most of a module is files: {@code formats/*.format} and {@code rules/*.rule} in the resources of its package. Java
 * is for what is not made of lines: configuration, packets, XML, JSON, tables.
 */
@NullMarked
package dev.backupdoctor.core.spi;

import org.jspecify.annotations.NullMarked;
