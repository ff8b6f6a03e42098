package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Ask;
import dev.backupdoctor.core.finding.Cause;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.SourceSeen;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Puts tokens in the place of host names and addresses: the same one for the same name throughout a report, numbered as
 * they come, so that nothing of the name is left in them.
 *
 * <p>It learns while a report is written for the first time, and hides while it is written for the second time.
 */
final class Redaction {

    /** What names and addresses are made of. */
    private static final String INSIDE = ".:-";

    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Map<String, String> shortNames = new LinkedHashMap<>();
    private final Set<String> kept = new HashSet<>();
    private List<String> byLength = List.of();
    private List<String> shortByLength = List.of();
    private int hosts;
    private int addresses;

    /** Knows from the start what the diagnosis itself calls a host. */
    Redaction(Diagnosis diagnosis) {
        // Four numbers with dots are a version as often as an address.
        diagnosis.sources().stream()
                .map(SourceSeen::version)
                .flatMap(Optional::stream)
                .forEach(kept::add);
        diagnosis.findings().forEach(this::hosts);
        diagnosis.suppressed().forEach(s -> hosts(s.finding()));
        diagnosis.open().forEach(o -> {
            hosts(o.key());
            o.asks().forEach(ask -> ask.host().ifPresent(this::host));
        });
    }

    private void hosts(Finding finding) {
        hosts(finding.key());
        finding.symptoms().forEach(s -> hosts(s.key()));
        finding.causes().stream()
                .map(Cause::ask)
                .flatMap(Optional::stream)
                .map(Ask::host)
                .flatMap(Optional::stream)
                .forEach(this::host);
        finding.fixes().stream()
                .flatMap(fix -> fix.steps().stream())
                .flatMap(step -> step instanceof Fix.Step.Run run ? run.host().stream() : Stream.empty())
                .forEach(this::host);
    }

    private void hosts(SortedMap<String, String> key) {
        key.forEach((name, value) -> {
            if (HostNames.FIELDS.contains(name)) {
                host(value);
            }
        });
    }

    private void host(String name) {
        if (HostNames.isAddress(name)) {
            address(name);
        } else if (name.length() > 1
                && !HostNames.ROLES.contains(name.toLowerCase(Locale.ROOT))
                && !tokens.containsKey(name)) {
            tokens.put(name, "host-" + ++hosts);
            int dot = name.indexOf('.');
            if (dot > 1) {
                shortNames.putIfAbsent(name.substring(0, dot), tokens.getOrDefault(name, ""));
            }
        }
    }

    private void address(String name) {
        if (!kept.contains(name) && !tokens.containsKey(name)) {
            tokens.put(name, "address-" + ++addresses);
        }
    }

    /** Notes the names in a text. */
    void learn(String text) {
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isPart(text.charAt(i))) {
                if (i > from) {
                    word(trim(text.substring(from, i)), from > 0 && text.charAt(from - 1) == '@');
                }
                from = i + 1;
            }
        }
    }

    private void word(String word, boolean behindAt) {
        if (HostNames.isAddress(word)) {
            address(word);
            return;
        }
        for (String part : word.split(":", -1)) {
            String name = trim(part);
            if (HostNames.isAddress(name)) {
                address(name);
            } else if (HostNames.isQualified(name) || (behindAt && name.contains("."))) {
                host(name);
            }
        }
    }

    private static String trim(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && ".-".indexOf(word.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && INSIDE.indexOf(word.charAt(to - 1)) >= 0) {
            to--;
        }
        return word.substring(from, to);
    }

    private static boolean isPart(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || INSIDE.indexOf(c) >= 0);
    }

    /** Our own sentence with tokens for all names. */
    String hide(String text) {
        return replace(text, tokens, byLength);
    }

    /** A line of a log, in which the first part of a host's name stands for the whole. */
    String hideInLine(String line) {
        return replace(hide(line), shortNames, shortByLength);
    }

    /** The longest names first, since one may be part of another; sorted once, when all are known. */
    void learned() {
        byLength = longestFirst(tokens);
        shortByLength = longestFirst(shortNames);
    }

    private static List<String> longestFirst(Map<String, String> names) {
        return names.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(name -> name))
                .toList();
    }

    private static String replace(String text, Map<String, String> names, List<String> order) {
        String out = text;
        String lower = text.toLowerCase(Locale.ROOT);
        for (String name : order) {
            if (lower.contains(name.toLowerCase(Locale.ROOT))) {
                out = replace(out, name, names.getOrDefault(name, ""));
            }
        }
        return out;
    }

    private static String replace(String text, String name, String token) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            boolean here = text.regionMatches(true, i, name, 0, name.length())
                    && isBorder(text, i - 1)
                    && isBorder(text, i + name.length());
            out.append(here ? token : text.substring(i, i + 1));
            i += here ? name.length() : 1;
        }
        return out.toString();
    }

    private static boolean isBorder(String text, int at) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }
}
