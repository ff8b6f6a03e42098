package dev.backupdoctor.cli;

import dev.backupdoctor.core.report.Screen;

/**
 * What a report is written on.
 *
 * @param redact false when names of hosts and addresses may leave the host, in formats that would hide them
 * @param suppressed true when formats whose readers count everything list suppressed findings too
 */
record Paper(Screen screen, boolean redact, boolean suppressed) {}
