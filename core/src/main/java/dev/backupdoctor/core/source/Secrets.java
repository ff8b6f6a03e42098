package dev.backupdoctor.core.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks secrets in what was read, before anything else sees it: the value behind a name such as {@code password} or
 * {@code access_key}, and the password in an address. The length stays, so that columns and offsets hold.
 */
public final class Secrets {

    private static final Pattern NAMED = Pattern.compile(
            "(?<name>(?<![/.])(?:pass(?:word|wd|phrase)|access_?key(?:_?id|_?secret)?|access_id|secret_?(?:access_)?key|secret_?id|"
                    + "encrypt_key|app_?id|api_?key|auth_?token|access_?token|session_?token)"
                    + "\"?(?:=|: ?|%3D| = )\"?|identified by ['\"])"
                    + "(?<secret>[^\\s&\"'`,;{}()\\[\\]?%]++)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_ADDRESS = Pattern.compile(
            "(?<name>[a-z][a-z0-9+.-]{1,20}://[^\\s/:@]{1,64}:)(?<secret>[^\\s/@]++)(?=@)", Pattern.CASE_INSENSITIVE);

    /** One of these stands in every name that {@link #NAMED} knows. */
    private static final String[] WORDS = {
        "pass", "access", "secret", "encrypt_key", "app", "api", "token", "identified by"
    };

    private Secrets() {}

    /** The text with secrets masked; the same object when there is none. Lengths and line ends stay. */
    public static String masked(String text) {
        String named = mayName(text) ? mask(NAMED, text) : text;
        return named.contains("://") ? mask(IN_ADDRESS, named) : named;
    }

    /** A pass over the characters that costs next to nothing, because almost no line holds one of these words. */
    private static boolean mayName(String text) {
        for (int i = 0; i < text.length() - 3; i++) {
            for (String word : WORDS) {
                // The first letter tells most places apart; 0x20 is what parts upper from lower case.
                if ((text.charAt(i) | 0x20) == word.charAt(0) && text.regionMatches(true, i, word, 0, word.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String mask(Pattern pattern, String text) {
        Matcher m = pattern.matcher(text);
        StringBuilder out = null;
        while (m.find()) {
            out = out == null ? new StringBuilder(text) : out;
            int length = m.end("secret") - m.start("secret");
            out.replace(m.start("secret"), m.end("secret"), "*".repeat(length));
        }
        return out == null ? text : out.toString();
    }
}
