package dev.backupdoctor.core.report;

/** A part of a line with its role; the text is escaped already. */
record Span(Role role, String text) {

    static Span plain(String text) {
        return new Span(Role.PLAIN, text);
    }

    int columns() {
        return Columns.of(text);
    }
}
