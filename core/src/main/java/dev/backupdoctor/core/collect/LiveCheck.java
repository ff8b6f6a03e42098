package dev.backupdoctor.core.collect;

import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.Measured;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.source.Deadline;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.spi.Collector;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.state.State;
import dev.backupdoctor.core.state.StateException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A check of one product on this host. */
public final class LiveCheck implements Recollect {

    private static final String HISTORY = "history";

    private final Rulebook rulebook;
    private final DiagnosticModule module;
    private final CheckValues values;
    private final AnalysisOptions options;
    private final Duration timeout;
    private final Optional<State> state;
    private final boolean onlyNew;

    private LiveCheck(
            Rulebook rulebook,
            DiagnosticModule module,
            CheckValues values,
            AnalysisOptions options,
            Duration timeout,
            Optional<State> state,
            boolean onlyNew) {
        this.rulebook = rulebook;
        this.module = module;
        this.values = values;
        this.options = options;
        this.timeout = timeout;
        this.state = state;
        this.onlyNew = onlyNew;
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
        return new LiveCheck(rulebook, module, values, options, timeout, Optional.empty(), false);
    }

    /** The same check, that knows what earlier ones measured and found, and keeps what it does itself. */
    public LiveCheck keeping(State kept) {
        return new LiveCheck(rulebook, module, values, options, timeout, Optional.of(kept), onlyNew);
    }

    /** The same check without logs that have not changed since the last one; it must keep something. */
    public LiveCheck sinceLast() {
        return new LiveCheck(rulebook, module, values, options, timeout, state, true);
    }

    @Override
    public Diagnosis diagnose() throws IOException {
        Deadline deadline = Deadline.in(timeout);
        Collected collected = collect(deadline(timeout));
        if (state.isEmpty()) {
            return diagnose(collected, deadline);
        }
        try {
            Set<String> unchanged = onlyNew ? state.get().unchanged(scope(), collected.logs()) : Set.of();
            Diagnosis diagnosis = diagnose(collected.without(unchanged), deadline);
            return remembered(diagnosis, collected, unchanged.size());
        } catch (StateException e) {
            return diagnose(collected, deadline).noting(List.of(unkept(e)));
        }
    }

    private Diagnosis remembered(Diagnosis diagnosis, Collected collected, int leftOut) throws IOException {
        String reason = leftOut + (leftOut == 1 ? " log" : " logs") + " left out: not changed since the last check";
        Diagnosis told = leftOut == 0 ? diagnosis : diagnosis.noting(List.of(new Problem("state", 0, reason, false)));
        var checked = new State.Checked(diagnosis, collected.logs(), !onlyNew);
        try {
            return told.since(state.orElseThrow()
                    .remember(scope(), checked, collected.when().at()));
        } catch (StateException e) {
            return told.noting(List.of(unkept(e)));
        }
    }

    private static Problem unkept(StateException e) {
        return new Problem("state", 0, "not kept: " + e.getMessage(), true);
    }

    /** What this check looks at: others do not mix with it. */
    private String scope() {
        return (module.product() + " " + values.line()).strip();
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
            return Collecting.run(when, collectors(), deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while collecting");
        }
    }

    /** Those of the product, and what earlier checks measured, if it has a format for that. */
    private List<Collector> collectors() {
        List<Collector> all = new ArrayList<>(module.collectors(values));
        String fileName = Measured.fileName(module.product());
        Optional<String> format = rulebook.formatList().stream()
                .filter(f -> f.product().equals(module.product()) && f.fitsName(fileName))
                .map(Format::name)
                .findFirst();
        if (state.isPresent() && format.isPresent()) {
            Collector.Answer lines = () -> state.get().history(scope()).getBytes(StandardCharsets.UTF_8);
            all.add(new Collector(HISTORY, new Collector.Call(fileName, lines), Set.of(format.get())));
        }
        return all;
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
