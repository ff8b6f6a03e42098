package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.core.spi.ValueWriter;
import dev.backupdoctor.core.value.Utf8;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Writes values of amanda.conf: whole numbers as they are, strings in quotes where the old value has them or where
 * Amanda would read something else.
 *
 * <p>Format: amanda.conf(5), "STRINGS".
 */
public final class AmandaConfWriter implements ValueWriter {

    @Override
    public Optional<String> write(String old, Object value) {
        if (value instanceof BigDecimal number) {
            BigDecimal whole = number.stripTrailingZeros();
            return whole.scale() > 0 ? Optional.empty() : Optional.of(whole.toPlainString());
        } else if (value instanceof String text) {
            String bytes = Utf8.encode(text);
            return Optional.of(old.startsWith("\"") || !isWord(bytes) ? quoted(bytes) : bytes);
        }
        return Optional.empty();
    }

    private static boolean isWord(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '-'
                                || c == '_');
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
