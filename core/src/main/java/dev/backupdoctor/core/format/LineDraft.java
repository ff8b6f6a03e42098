package dev.backupdoctor.core.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A first guess of the shape of a real line, for its author to go on from: the time in front of it becomes the head,
 * numbers, paths and words with digits become holes, all else stands for itself.
 *
 * @param head shape of what stands in front; empty when the line begins with no time
 * @param zoned true when the time says its zone
 * @param body shape of the rest
 * @param sign shape of the whole line, in which nothing is captured
 */
public record LineDraft(String head, boolean zoned, String body, String sign) {

    private static final List<String> TIMES = List.of(
            "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
            "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "yyyy-MM-dd'T'HH:mm:ssXXX",
            "yyyy-MM-dd'T'HH:mm:ss",
            "yyyy-MM-dd HH:mm:ss.SSSSSS",
            "yyyy-MM-dd HH:mm:ss.SSS",
            "yyyy-MM-dd HH:mm:ss,SSS",
            "yyyy-MM-dd HH:mm:ss",
            "yyyy/MM/dd HH:mm:ss",
            "yyyyMMdd-HH:mm:ss",
            "dd/MMM/yyyy:HH:mm:ss Z",
            "EEE MMM d HH:mm:ss yyyy",
            "EEE MMM d HH:mm:ss.SSSSSSSSS yyyy",
            "MMM d HH:mm:ss");

    private static final Map<String, String> UNITS = Map.of(
            "s", "seconds", "sec", "seconds", "seconds", "seconds", "ms", "millis", "us", "micros", "ns", "nanos", "B",
            "bytes", "bytes", "bytes", "KiB", "kib");

    /** Names that every event has, and words that mean something in conditions. */
    private static final Set<String> TAKEN = Set.of(
            "at", "line", "source", "version", "now", "and", "or", "not", "is", "in", "by", "as", "where", "when",
            "after", "before", "within", "because", "to", "yes", "no", "none", "known");

    /** What stands around a word, and the word. */
    private static final Pattern TOKEN = Pattern.compile("(?<open>[(\\[<\"']*+)(?<core>.*?)(?<close>[)\\]>\"',;:.]*)");

    /** A program with the number of its process, as in a system log. */
    private static final Pattern PROCESS = Pattern.compile("(?<program>[A-Za-z_.-]+\\[)[0-9]{1,9}(?<close>\\]:?)");

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}\\.[0-9]{1,18}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z_]*");

    /** The guess for a line. */
    public static LineDraft of(String line) {
        Head head = Head.of(line);
        Body body = new Body();
        String rest = line.substring(head.length());
        String shape = body.shape(rest, true);
        return new LineDraft(head.shape("at"), head.zoned(), shape, head.shape("_") + new Body().shape(rest, false));
    }

    /** The same line word by word, where the guess does not do. */
    public LineDraft literally(String line) {
        String rest = escaped(line.substring(Head.of(line).length()));
        return new LineDraft(head, zoned, rest, Head.of(line).shape("_") + rest);
    }

    /** What stands for itself in a shape. */
    public static String escaped(String text) {
        return text.replaceAll("[\\\\{}\"]", "\\\\$0").replaceAll("[ \t]{2,}|\t", "{}");
    }

    /** A time at the begin, what opens and closes it, and the blank behind. */
    private record Head(String open, String pattern, String close, boolean blank, int length) {

        static Head of(String line) {
            Head best = new Head("", "", "", false, 0);
            for (String open : List.of("", "[", "(", "<")) {
                for (String pattern : line.startsWith(open) ? TIMES : List.<String>of()) {
                    int end = TimePattern.compile(pattern).end(line, open.length(), line.length());
                    if (end > best.length) {
                        best = closed(line, open, pattern, end);
                    }
                }
            }
            return best;
        }

        private static Head closed(String line, String open, String pattern, int timeEnd) {
            int end = timeEnd;
            while (end < line.length() && "])>:,".indexOf(line.charAt(end)) >= 0) {
                end++;
            }
            String close = line.substring(timeEnd, end);
            int begin = end;
            while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
                end++;
            }
            return new Head(open, pattern, close, end > begin, end);
        }

        boolean zoned() {
            return pattern.contains("X") || pattern.contains("Z");
        }

        String shape(String name) {
            return pattern.isEmpty()
                    ? ""
                    : escaped(open) + "{" + name + ": time \"" + pattern + "\"}" + escaped(close) + (blank ? "{}" : "");
        }
    }

    /** Turns words into holes; each capture has another name. */
    private static final class Body {
        private final Set<String> names = new TreeSet<>(TAKEN);

        String shape(String text, boolean capturing) {
            // A tab stands for itself in no shape: like several blanks it becomes any number of them.
            String[] words = text.replace("\t", "  ").split(" ", -1);
            List<String> shapes = new ArrayList<>();
            String before = "";
            for (int i = 0; i < words.length; i++) {
                String after = i + 1 == words.length ? "" : words[i + 1];
                shapes.add(word(words[i], before, after, capturing));
                before = words[i].isEmpty() ? before : words[i];
            }
            return String.join(" ", shapes).replaceAll(" {2,}", "{}");
        }

        private String word(String word, String before, String after, boolean capturing) {
            Matcher process = PROCESS.matcher(word);
            if (process.matches()) {
                String pid = capturing ? "{" + name("pid", "count") + ": count}" : "{_}";
                return process.group("program") + pid + process.group("close");
            }
            int equals = word.indexOf('=');
            String label = equals > 0 ? word.substring(0, equals) : before;
            Matcher token = TOKEN.matcher(word.substring(Math.max(0, equals + 1)));
            String core = token.matches() ? token.group("core") : "";
            String reader = reader(core, after);
            if (reader.isEmpty()) {
                return escapedWord(word);
            }
            String name = capturing ? name(label, reader) : "_";
            String hole = capturing ? "{" + name + ": " + reader + "}" : "{_}";
            return escapedWord(word.substring(0, Math.max(0, equals + 1)) + token.group("open"))
                    + hole
                    + escapedWord(token.group("close"));
        }

        /** Blanks between words are dealt with when the words stand together again. */
        private static String escapedWord(String word) {
            return word.replaceAll("[\\\\{}\"]", "\\\\$0");
        }

        private static String reader(String core, String after) {
            String unit = after.replaceAll("[^A-Za-z]", "");
            if (COUNT.matcher(core).matches() || NUMBER.matcher(core).matches()) {
                boolean whole = COUNT.matcher(core).matches();
                return UNITS.getOrDefault(unit, whole ? "count" : "number");
            }
            boolean digits = core.chars().anyMatch(c -> c >= '0' && c <= '9');
            return digits || (core.startsWith("/") && core.length() > 1) ? "word" : "";
        }

        private String name(String label, String reader) {
            String plain = label.toLowerCase(Locale.ROOT).replaceAll("[:,]$", "");
            boolean usable = NAME.matcher(plain).matches() && plain.length() > 1;
            String wanted = usable ? plain : reader.equals("word") ? "name" : "value";
            String name = TAKEN.contains(wanted) ? wanted + "_value" : wanted;
            for (int i = 2; !names.add(name); i++) {
                name = wanted + "_" + i;
            }
            return name;
        }
    }
}
