package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.format.LineDraft;

/** The text of a format that reads one real line. */
final class FormatDraft {

    private FormatDraft() {}

    static UserFile file(String kind, Draft.RealLine line, LineDraft draft) {
        StringBuilder text = new StringBuilder();
        text.append("format %s \"%s\"\n\n".formatted(line.format(), LineDraft.escaped(line.fileName())));
        text.append("files \"%s\"\n".formatted(name(line.fileName())));
        text.append("sign \"%s\"\n".formatted(draft.sign()));
        if (!draft.head().isEmpty()) {
            text.append(draft.zoned() ? "" : "zone host\n");
            text.append("head \"%s\"\n".formatted(draft.head()));
        }
        text.append("event %s\n  line \"%s\"\n".formatted(kind, draft.body()));
        text.append("sample \"as it was written\" gives %s \"\"\"\n%s\n\"\"\"\n".formatted(kind, line.text()));
        return new UserFile(line.format() + ".format", text.toString());
    }

    /** Dates and other long numbers in a file's name change from file to file. */
    private static String name(String fileName) {
        return LineDraft.escaped(fileName).replaceAll("[0-9]{6,}", "{_}");
    }
}
