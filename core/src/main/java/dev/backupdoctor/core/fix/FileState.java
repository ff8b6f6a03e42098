package dev.backupdoctor.core.fix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything of a file that an edit keeps or that an undo gives back.
 *
 * @param sha256 of its bytes, in hexadecimal digits
 * @param mode permission bits, with those for set-id and sticky
 * @param attributes extended attributes by name, in base64
 */
public record FileState(
        String sha256, long bytes, int user, int group, int mode, SortedMap<String, String> attributes) {

    public FileState {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    static FileState of(String content, Descriptor.Status status, SortedMap<String, String> attributes) {
        return new FileState(
                sha256(content), content.length(), status.user(), status.group(), status.mode(), attributes);
    }

    /** The same with other bytes. */
    FileState holding(String content) {
        return new FileState(sha256(content), content.length(), user, group, mode, attributes);
    }

    /** Gives all but the bytes to a file that was just made. */
    void giveTo(Descriptor file) throws IOException {
        Descriptor.Status made = file.status();
        if (made.user() != user || made.group() != group) {
            file.own(user, group);
        }
        // After the owner, because a change of owner takes set-id bits away.
        file.mode(mode);
        SortedMap<String, String> there = file.attributes();
        for (String name : there.keySet()) {
            // A new file takes over an access control list from its directory.
            if (!attributes.containsKey(name) && name.startsWith("system.")) {
                file.removeAttribute(name);
            }
        }
        for (Map.Entry<String, String> wanted : attributes.entrySet()) {
            if (!wanted.getValue().equals(there.get(wanted.getKey()))) {
                file.attribute(wanted.getKey(), wanted.getValue());
            }
        }
    }

    /** Of bytes, one per char. */
    static String sha256(String content) {
        try {
            byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
