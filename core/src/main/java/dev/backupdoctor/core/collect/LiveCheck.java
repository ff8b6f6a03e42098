package dev.backupdoctor.core.collect;

import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.source.Deadline;
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.spi.DiagnosticModule;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** A check of one product on this host. */
public final class LiveCheck implements Recollect {

    private final Rulebook rulebook;
    private final DiagnosticModule module;
    private final CheckValues values;
    private final AnalysisOptions options;
    private final Duration timeout;

    private LiveCheck(
            Rulebook rulebook, DiagnosticModule module, CheckValues values, AnalysisOptions options, Duration timeout) {
        this.rulebook = rulebook;
        this.module = module;
        this.values = values;
        this.options = options;
        this.timeout = timeout;
    }

    /**
     * Prepares a check; nothing is looked at yet.
     *
     * @param values of the product's own options
     * @param timeout of a whole check
     * @throws BadSetting when a setting of the rules is unknown or has a wrong value
     */
    public static LiveCheck of(
            Rulebook rulebook, DiagnosticModule module, CheckValues values, AnalysisOptions options, Duration timeout)
            throws BadSetting {
        Analysis.checkSettings(rulebook, options);
        return new LiveCheck(rulebook, module, values, options, timeout);
    }

    @Override
    public Diagnosis diagnose() throws IOException {
        Deadline deadline = Deadline.in(timeout);
        return diagnose(collect(deadline(timeout)), deadline);
    }

    /** Until when collectors may take: what they brought is to be read then. */
    public static Deadline deadline(Duration timeout) {
        return Deadline.in(timeout.multipliedBy(3).dividedBy(5));
    }

    /** Runs the collectors. */
    public Collected collect(Deadline deadline) throws IOException {
        Instant now = options.now().orElseGet(Instant::now);
        ZoneId zone = options.zone().orElseGet(ZoneId::systemDefault);
        var when = new Circumstances(module.product(), hostName(), now, zone, values.line());
        try {
            return Collecting.run(when, module.collectors(values), deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while collecting");
        }
    }

    /** Diagnoses what was collected. */
    public Diagnosis diagnose(Collected collected, Deadline deadline) {
        try {
            Diagnosis diagnosis = Analysis.run(
                    rulebook,
                    collected.inputs(deadline),
                    options.collected(
                            collected.when().at(), Optional.of(collected.when().zone()), collected.unseen()));
            return diagnosis.noting(collected.problems());
        } catch (BadSetting e) {
            throw new IllegalStateException("settings were tried before", e);
        }
    }

    /** As the kernel knows it: to resolve a name can take longer than the whole check. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException noLinux) {
            return "localhost";
        }
    }
}
