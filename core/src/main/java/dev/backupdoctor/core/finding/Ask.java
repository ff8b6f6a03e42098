package dev.backupdoctor.core.finding;

import java.util.Optional;

/**
 * What would decide an open question.
 *
 * @param name format that reads the command's output, or the name of a yes/no question
 * @param command a command that only reads; empty for a question that a person answers
 * @param host machine to run it on; empty for the machine that the evidence comes from
 * @param text what it tells, or the question itself
 */
public record Ask(String name, Optional<String> command, Optional<String> host, String text) {}
