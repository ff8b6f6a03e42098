package dev.backupdoctor.core.lang;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong with a format or rule file, with the marks to show under its line.
 *
 * @param at where to look first
 * @param message one sentence, no full stop
 * @param marks parts of the line with what they are, e.g. {@code duration, from done.elapsed}; may be empty
 * @param hint what to write instead, or where to go on
 * @param warning true when the file still works
 */
public record LanguageError(Pos at, String message, List<Mark> marks, Optional<String> hint, boolean warning)
        implements Comparable<LanguageError> {

    private static final Comparator<LanguageError> ORDER =
            Comparator.comparing(LanguageError::at).thenComparing(LanguageError::message);

    /** A part of the line with its explanation. */
    public record Mark(Pos at, String label) {}

    public LanguageError {
        marks = List.copyOf(marks);
    }

    public static LanguageError error(Pos at, String message) {
        return new LanguageError(at, message, List.of(), Optional.empty(), false);
    }

    public static LanguageError warning(Pos at, String message) {
        return new LanguageError(at, message, List.of(), Optional.empty(), true);
    }

    public LanguageError marked(Pos part, String label) {
        List<Mark> more = new java.util.ArrayList<>(marks);
        more.add(new Mark(part, label));
        return new LanguageError(at, message, more, hint, warning);
    }

    public LanguageError hint(String text) {
        return new LanguageError(at, message, marks, Optional.of(text), warning);
    }

    @Override
    public int compareTo(LanguageError other) {
        return ORDER.compare(this, other);
    }

    /**
     * The message with its line and marks, as a compiler prints it. The rightmost mark comes first, so that each label
     * stands under the part it belongs to.
     *
     * @param source the whole file
     */
    public String render(String source) {
        String[] lines = source.split("\r?\n", -1);
        StringBuilder out = new StringBuilder(at + ": " + (warning ? "warning: " : "") + message);
        if (at.line() < 1 || at.line() > lines.length) {
            hint.ifPresent(h -> out.append("\n | ").append(h));
            return out.toString();
        }
        String number = Integer.toString(at.line());
        String bar = " ".repeat(number.length()) + " | ";
        String line = lines[at.line() - 1].replace('\t', ' ');
        out.append("\n ").append(number).append(" | ").append(line);
        List<Mark> shown = marks.isEmpty() ? List.of(new Mark(at, "")) : marks;
        List<Mark> here = shown.stream()
                .filter(m -> m.at().line() == at.line())
                .sorted(Comparator.comparing((Mark m) -> m.at().column()).reversed())
                .toList();
        StringBuilder carets = new StringBuilder(" ".repeat(line.length() + 1));
        for (Mark m : here) {
            int from = Math.min(m.at().column() - 1, carets.length() - 1);
            int to = Math.max(from + 1, Math.min(from + m.at().length(), carets.length()));
            carets.replace(from, to, "^".repeat(to - from));
        }
        for (int i = 0; i < here.size(); i++) {
            String under = i == 0
                    ? carets.toString().stripTrailing()
                    : " ".repeat(Math.max(0, here.get(i).at().column() - 1));
            String label = here.get(i).label();
            out.append("\n ").append(bar).append(i == 0 && !label.isEmpty() ? under + " " + label : under + label);
        }
        hint.ifPresent(h -> out.append("\n ").append(bar).append(h));
        return out.toString();
    }
}
