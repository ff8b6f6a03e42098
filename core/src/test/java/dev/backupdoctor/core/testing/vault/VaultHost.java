package dev.backupdoctor.core.testing.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A host with vault on it, in a directory. */
public record VaultHost(Path home) {

    /** A host whose store is rather full, and whose last run took its time. */
    public static VaultHost in(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("log"));
        Files.writeString(directory.resolve("vault.conf"), """
                # vault.conf
                warn_at 80 %   # of the store
                password = tr0ub4dor
                """);
        Files.writeString(directory.resolve("log/vault.log"), """
                2026-11-19 02:00:00 run of web01 took 100 s
                2026-11-20 02:00:00 run of web01 took 110 s, password=hunter2
                """);
        Files.writeString(directory.resolve("main.given"), "last night's backup\n");
        Files.writeString(directory.resolve("main.kept"), "last night's backup\n");
        Files.writeString(directory.resolve("status"), "store main is 91 % full\n");
        Files.writeString(directory.resolve("jobs"), "job web01 is waiting\n");
        return new VaultHost(directory);
    }
}
