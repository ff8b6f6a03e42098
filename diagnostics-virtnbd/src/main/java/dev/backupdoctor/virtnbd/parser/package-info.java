/**
 * Readers of what is not made of lines: runs with their begin and end, recordings of a terminal, XML, JSON, data files.
 */
@NullMarked
package dev.backupdoctor.virtnbd.parser;

import org.jspecify.annotations.NullMarked;
