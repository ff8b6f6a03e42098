package dev.backupdoctor.core.value;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * A name whose bytes may not be valid UTF-8, such as a file name in a log.
 *
 * @param bytes one char per byte (ISO 8859-1), so that two names are equal exactly when their bytes are
 */
public record RawName(String bytes) {

    public static RawName of(byte[] raw) {
        return new RawName(new String(raw, StandardCharsets.ISO_8859_1));
    }

    /** The text, with each byte that is not part of valid UTF-8 written {@code \xNN}. */
    public String escaped() {
        return Utf8.decode(bytes);
    }

    /**
     * The byte at a character index, counted from 0, if it is a stray byte; empty when that character is valid or the
     * name is shorter. Python and Java count a stray byte as one character, and so does this.
     */
    public OptionalInt strayByte(int index) {
        int character = 0;
        for (int i = 0; i < bytes.length(); character++) {
            int length = Utf8.sequence(bytes, i);
            if (character == index) {
                return length == 0 ? OptionalInt.of(bytes.charAt(i)) : OptionalInt.empty();
            }
            i += Math.max(1, length);
        }
        return OptionalInt.empty();
    }

    @Override
    public String toString() {
        return escaped();
    }
}
