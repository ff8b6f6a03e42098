package dev.backupdoctor.cli.fuzz;

import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.spi.HeadReader;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.ValueWriter;
import dev.backupdoctor.core.spi.ValuesReader;
import dev.backupdoctor.core.spi.Verifier;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A module without the files that it has as resources, so that only those under test are compiled. */
record Bare(DiagnosticModule module) implements DiagnosticModule {

    @Override
    public String product() {
        return module.product();
    }

    @Override
    public String title() {
        return module.title();
    }

    @Override
    public List<Class<? extends Record>> kinds() {
        return module.kinds();
    }

    @Override
    public Map<String, Parser> parsers() {
        return module.parsers();
    }

    @Override
    public Map<String, HeadReader> heads() {
        return module.heads();
    }

    @Override
    public Map<String, ValuesReader> values() {
        return module.values();
    }

    @Override
    public Set<String> readingCommands() {
        return module.readingCommands();
    }

    @Override
    public Map<String, Verifier> verifiers(CheckValues given) {
        return module.verifiers(given);
    }

    @Override
    public Map<String, ValueWriter> writers() {
        return module.writers();
    }
}
