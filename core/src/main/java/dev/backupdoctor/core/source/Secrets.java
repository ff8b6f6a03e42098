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

    private Secrets() {}

    /** The text with secrets masked; the same object when there is none. Lengths and line ends stay. */
    public static String masked(String text) {
        return mask(IN_ADDRESS, mask(NAMED, text));
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
