package dev.backupdoctor.core.source;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Masks secrets in what was read, before anything else sees it: the value behind a name such as {@code password} or
 * {@code access_key}, and the password in an address. The length stays, so that columns and offsets hold.
 *
 * <p>The same secret gets the same token in every file and every run, {@code *3fa9*******}, so that one can see that
 * two places hold the same key, or no longer do. The four digits are the only trace of a secret: too few to tell it
 * from its neighbours, and slow to compute, so that guesses cost. A short secret leaves stars alone.
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

    private static final Pattern MASKED = Pattern.compile("\\*[0-9a-f]{4}\\*{3,}");

    private static final int SHORTEST_WITH_TOKEN = 8;
    private static final int TOKENS = 200;
    private static final int ROUNDS = 20_000;
    private static final byte[] SALT = "backup-doctor/token".getBytes(StandardCharsets.US_ASCII);

    /** Digits by secret. Bounded: after that many different ones they are noise, and each costs milliseconds. */
    private static final Map<String, String> DIGITS = new ConcurrentHashMap<>();

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
            out.replace(m.start("secret"), m.end("secret"), token(m.group("secret")));
        }
        return out == null ? text : out.toString();
    }

    /** As long as the secret. What was masked before stays as it is. */
    private static String token(String secret) {
        String stars = "*".repeat(secret.length());
        if (MASKED.matcher(secret).matches()) {
            return secret;
        } else if (secret.length() < SHORTEST_WITH_TOKEN) {
            return stars;
        } else if (DIGITS.size() >= TOKENS && !DIGITS.containsKey(secret)) {
            return stars;
        }
        return "*" + DIGITS.computeIfAbsent(secret, Secrets::digits) + stars.substring(5);
    }

    private static String digits(String secret) {
        try {
            SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            byte[] hash = factory.generateSecret(new PBEKeySpec(secret.toCharArray(), SALT, ROUNDS, 16))
                    .getEncoded();
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has this algorithm", e);
        }
    }
}
