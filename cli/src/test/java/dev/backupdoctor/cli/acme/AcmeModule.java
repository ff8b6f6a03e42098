package dev.backupdoctor.cli.acme;

import dev.backupdoctor.core.spi.DiagnosticModule;
import java.util.Set;

/** The fictional product acme. */
public final class AcmeModule implements DiagnosticModule {

    @Override
    public String product() {
        return "acme";
    }

    @Override
    public String title() {
        return "Acme";
    }

    @Override
    public Set<String> readingCommands() {
        return Set.of("cat");
    }
}
