package dev.backupdoctor.core.fix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** This machine. */
public record Host(String name) {

    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    /** By the name that the kernel has for it. */
    public static Host local() throws IOException {
        return new Host(Files.readString(HOSTNAME).strip());
    }

    /**
     * Whether a name means this machine. In doubt it does not: two machines may share the first part of their names.
     */
    boolean is(String other) {
        String theirs = other.toLowerCase(Locale.ROOT);
        return theirs.equals("localhost") || theirs.equals(name.toLowerCase(Locale.ROOT));
    }
}
