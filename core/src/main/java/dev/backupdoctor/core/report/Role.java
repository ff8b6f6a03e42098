package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Severity;

/**
 * What a part of a line is for. Six roles have a colour: severity and label in their shades, gutter, path, fix, dim.
 * Bold is not counted: it is no colour.
 */
enum Role {
    PLAIN(""),
    STRONG("1"),
    GRAVE("1;31"),
    WARNING("1;33"),
    INFO("1;36"),
    GUTTER("34"),
    PATH("36"),
    PRIMARY("31"),
    CONTEXT("33"),
    FIX("32"),
    DIM("2");

    private final String sgr;

    Role(String sgr) {
        this.sgr = sgr;
    }

    static Role of(Severity severity) {
        return severity.atLeast(Severity.ERROR) ? GRAVE : severity == Severity.WARNING ? WARNING : INFO;
    }

    String paint(String text) {
        return sgr.isEmpty() || text.isEmpty() ? text : "\u001b[" + sgr + "m" + text + "\u001b[0m";
    }
}
