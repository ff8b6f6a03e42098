package dev.backupdoctor.core.finding;

/** A rule that had something to look at, found nothing and left nothing open. */
public record Passed(String rule, String title) {}
