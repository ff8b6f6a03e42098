package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.core.spi.ValueWriter;
import java.util.Optional;
import java.util.Set;

/** Writes the switches of backup.mk, which are Python's {@code True} and {@code False}. */
public final class BackupConfigWriter implements ValueWriter {

    private static final Set<String> SWITCH = Set.of("True", "False");

    @Override
    public Optional<String> write(String old, Object value) {
        return Optional.of(value.toString()).filter(v -> SWITCH.contains(v) && SWITCH.contains(old));
    }
}
