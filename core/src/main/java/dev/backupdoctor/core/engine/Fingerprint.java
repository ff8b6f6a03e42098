package dev.backupdoctor.core.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/** What makes two findings the same trouble: the rule and what it is about. No line, no time. */
final class Fingerprint {

    private static final int BYTES = 8;

    private Fingerprint() {}

    static String of(String rule, SortedMap<String, String> key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((rule + "\n" + key).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
