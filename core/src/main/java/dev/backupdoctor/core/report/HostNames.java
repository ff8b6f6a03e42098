package dev.backupdoctor.core.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells names of hosts and addresses from other words that hold dots or colons. */
final class HostNames {

    /** Fields whose value is the name of a machine. */
    static final Set<String> FIELDS = Set.of("host", "hostname", "domain", "server", "client", "node");

    /** Words that stand for a machine and name none. */
    static final Set<String> ROLES = Set.of("?", "backup", "client", "host", "localhost", "node", "server");

    private static final Set<String> ENDINGS = Set.of(
            "arpa",
            "biz",
            "cloud",
            "com",
            "corp",
            "dev",
            "edu",
            "example",
            "gov",
            "home",
            "info",
            "int",
            "internal",
            "intranet",
            "invalid",
            "io",
            "lan",
            "local",
            "localdomain",
            "mil",
            "name",
            "net",
            "org",
            "test");

    /** Two letters that end names of files more often than those of hosts. */
    private static final Set<String> SUFFIXES =
            Set.of("cc", "db", "go", "gz", "js", "ko", "lz", "md", "mk", "pl", "ps", "py", "rs", "sh", "so", "xz");

    private HostNames() {}

    /** A name of at least three labels that ends as names in the domain name system do. */
    static boolean isQualified(String word) {
        List<String> labels = List.of(word.split("\\.", -1));
        if (labels.size() < 3 || labels.stream().anyMatch(HostNames::isNoLabel)) {
            return false;
        }
        String last = labels.get(labels.size() - 1).toLowerCase(Locale.ROOT);
        boolean country = last.length() == 2 && letters(last) && !SUFFIXES.contains(last);
        return country || ENDINGS.contains(last);
    }

    private static boolean isNoLabel(String label) {
        return label.isEmpty() || label.length() > 63 || label.startsWith("-") || label.endsWith("-");
    }

    private static boolean letters(String text) {
        return text.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    /** An address of IPv4, IPv6 or a network card that tells one machine from another. */
    static boolean isAddress(String word) {
        return isV4(word) || isV6(word) || isCard(word);
    }

    private static boolean isV4(String word) {
        List<String> parts = List.of(word.split("\\.", -1));
        return parts.size() == 4
                && parts.stream().allMatch(p -> digits(p) && Integer.parseInt(p) < 256)
                && !parts.get(0).equals("127")
                && !word.equals("0.0.0.0");
    }

    private static boolean digits(String text) {
        return !text.isEmpty() && text.length() < 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isV6(String word) {
        List<String> groups = List.of(word.split(":", -1));
        boolean shortened = word.contains("::");
        boolean right = shortened ? groups.size() >= 3 && groups.size() <= 9 : groups.size() == 8;
        return right && word.length() > 4 && groups.stream().allMatch(g -> g.length() < 5 && hex(g));
    }

    private static boolean isCard(String word) {
        List<String> groups = List.of(word.split(":", -1));
        return groups.size() == 6 && groups.stream().allMatch(g -> g.length() == 2 && hex(g));
    }

    private static boolean hex(String text) {
        return text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
    }
}
