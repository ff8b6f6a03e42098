/** Tests of live checks, with the fictional product vault. */
@org.jspecify.annotations.NullMarked
package dev.backupdoctor.core.collect;
