/** Tests of what is kept, with processes that are killed and disks that are full. */
@org.jspecify.annotations.NullMarked
package dev.backupdoctor.core.state;
