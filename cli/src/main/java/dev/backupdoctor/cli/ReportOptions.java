package dev.backupdoctor.cli;

import dev.backupdoctor.core.baseline.Baseline;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.report.Policy;
import dev.backupdoctor.core.report.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that ends in a diagnosis: how it is reported, and what counts. */
final class ReportOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Choice.OfFormat.class,
            description = "Format of what is printed: text, json, jsonl, sarif, junit, github, nagios, checkmk,"
                    + " prometheus or markdown. Default: text.")
    private ReportFormat format = ReportFormat.TEXT;

    @Option(
            names = "--report",
            paramLabel = "FORMAT=FILE",
            converter = ReportTarget.Converter.class,
            description = "Also write a report to a file. May be given more than once.")
    private List<ReportTarget> reports = new ArrayList<>();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            converter = Choice.OfFailOn.class,
            description = "From which severity on findings give exit code 1: never, info, warning, error or critical."
                    + " Default: error.")
    private @Nullable FailOn failOn;

    @Option(
            names = "--fail-on-new",
            description = "Findings that the baseline names do not count, not even when their last day is over.")
    private boolean onlyNew;

    @Option(
            names = "--min-confidence",
            paramLabel = "CONFIDENCE",
            converter = Choice.OfConfidence.class,
            description = "How sure a finding has to be to count for the exit code: certain, likely or possible."
                    + " Default: likely.")
    private Confidence leastSure = Confidence.LIKELY;

    @Option(
            names = "--strict",
            description = "Exit code 3 whenever something could not be looked at, even if something was found.")
    private boolean strict;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Findings that this file suppresses are listed, and do not count for the exit code; see"
                    + " 'backup-doctor baseline'.")
    private @Nullable Path baseline;

    @Option(
            names = "--show-suppressed",
            description = "List what the baseline suppresses in SARIF too, where some readers count it.")
    private boolean suppressed;

    @Option(
            names = "--no-redact",
            description = "Leave names of hosts and addresses in Markdown as they are; they are replaced by host-1,"
                    + " address-1 and so on otherwise.")
    private boolean unredacted;

    /** What is known already; refuses options that contradict each other, before anything is read. */
    Baseline known() throws UsageError {
        if (onlyNew && baseline == null) {
            throw new UsageError("--fail-on-new: say by --baseline FILE what is known");
        } else if (failOn != null && format.monitored()) {
            throw new UsageError("--fail-on: in this format the state follows the severity of the findings");
        }
        Set<Path> files = new HashSet<>();
        for (ReportTarget report : reports) {
            if (!files.add(report.file().toAbsolutePath().normalize())) {
                throw new UsageError("--report: two reports would go to " + report.file());
            }
        }
        return baseline == null ? Baseline.EMPTY : new BaselineFile(baseline).read();
    }

    /** Name of the baseline, for notes. */
    String baselineName() {
        return String.valueOf(baseline);
    }

    /** What counts in a diagnosis. */
    Policy policy(Diagnosis diagnosis, Baseline known) {
        Optional<Set<String>> fingerprints = Optional.ofNullable(baseline)
                .map(file -> diagnosis.findings().stream()
                        .filter(known::knows)
                        .map(Finding::fingerprint)
                        .collect(Collectors.toSet()));
        FailOn from = failOn == null ? FailOn.ERROR : failOn;
        return new Policy(from.severity(), leastSure, strict, onlyNew, fingerprints);
    }

    ReportFormat format() {
        return format;
    }

    List<ReportTarget> reports() {
        return reports;
    }

    Paper paper(Screen screen) {
        return new Paper(screen, !unredacted, suppressed);
    }
}
