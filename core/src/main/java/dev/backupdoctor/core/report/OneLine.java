package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.value.Place;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Parts of reports in which everything has to stand on one line. */
final class OneLine {

    private static final int DECIMALS = 6;
    private static final Escape ESCAPE = new Escape(true);

    private OneLine() {}

    /** Text from outside: no line feed, no control character. */
    static String text(String text) {
        return ESCAPE.text(text);
    }

    /** At most this many characters; what is cut ends in three dots. */
    static String cut(String text, int room) {
        if (text.length() <= room) {
            return text;
        }
        int end = Math.max(0, room - 3);
        boolean inPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, inPair ? end - 1 : end).stripTrailing() + "...";
    }

    /** What a finding is about, in a word or two; may be empty. */
    static String about(SortedMap<String, String> key) {
        return key.values().stream().map(OneLine::text).collect(Collectors.joining(" "));
    }

    /** The message, after that of what it is about which it does not say itself. */
    static String message(Finding finding) {
        String message = text(finding.message());
        String unsaid = finding.key().values().stream()
                .map(OneLine::text)
                .filter(value -> !message.contains(value))
                .collect(Collectors.joining(" "));
        return unsaid.isEmpty() ? message : unsaid + ": " + message;
    }

    static String place(Place place) {
        return text(place.line() == 0 ? place.file() : place.file() + ":" + place.line());
    }

    /** What an open question needs. */
    static String needs(Open open) {
        String about = about(open.key());
        String needs = open.missing().stream().map(OpenText::words).collect(Collectors.joining(", "));
        String of = about.isEmpty() ? "" : " for " + about;
        return text("could not be decided" + of + (needs.isEmpty() ? "" : ": it needs " + needs));
    }

    /** Counts by severity, the gravest first: {@code 1 critical, 2 warnings}; empty when there is none. */
    static String counts(List<Finding> findings) {
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long n = findings.stream().filter(f -> f.severity() == severity).count();
            boolean plural = n > 1 && (severity == Severity.ERROR || severity == Severity.WARNING);
            if (n > 0) {
                counts.add(n + " " + severity.word() + (plural ? "s" : ""));
            }
        }
        return String.join(", ", counts);
    }

    /** How much was looked at. */
    static String looked(Diagnosis diagnosis) {
        int rules = diagnosis.rules().ran();
        int files = diagnosis.sources().size();
        return rules + (rules == 1 ? " rule" : " rules") + " looked at " + files + (files == 1 ? " file" : " files");
    }

    /** First word of a rule's id. */
    static String product(String rule) {
        int dash = rule.indexOf('-');
        return dash < 0 ? rule : rule.substring(0, dash);
    }

    /** At most six decimals: more are noise of a division. */
    static String number(BigDecimal value) {
        BigDecimal shown = value.scale() > DECIMALS ? value.setScale(DECIMALS, RoundingMode.HALF_EVEN) : value;
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }

    /** Every character but letters, digits and underscores of ASCII becomes an underscore. */
    static String name(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            out.append(kept ? c : '_');
        }
        return out.toString();
    }
}
