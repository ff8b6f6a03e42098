package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Value;
import java.util.Map;

/**
 * An event before the whole source was read: what holds for all of the source is not in it yet, and times without zone
 * are as they were read.
 *
 * @param own captured in its own line or taken from its values, or components of a parser's record
 * @param context in force at its line
 * @param head of its record
 */
record Draft(String kind, Map<String, Value> own, Map<String, Value> context, Map<String, Value> head, Place place) {}
