package dev.backupdoctor.core.collect;

import java.time.Instant;
import java.time.ZoneId;

/**
 * Of what, where and when something was collected.
 *
 * @param product whose collectors ran
 * @param host name of the machine, as it calls itself
 * @param at the present that rules are to take
 * @param zone of the machine: times in logs that name none are in it
 * @param options of the check as they were given, in one line
 */
public record Circumstances(String product, String host, Instant at, ZoneId zone, String options) {}
