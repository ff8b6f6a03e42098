package dev.backupdoctor.cli;

import dev.backupdoctor.core.baseline.Baseline;
import dev.backupdoctor.core.finding.Confidence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that ends in a diagnosis: how it is reported, and what counts. */
final class ReportOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Choice.OfFormat.class,
            description = "Format of what is printed: text or json. Default: text.")
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
    private FailOn failOn = FailOn.ERROR;

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

    Baseline known() throws UsageError, IOException {
        return baseline == null ? Baseline.EMPTY : new BaselineFile(baseline).read();
    }

    /** Name of the baseline, for notes. */
    String baselineName() {
        return String.valueOf(baseline);
    }

    ExitPolicy policy() {
        return new ExitPolicy(failOn, leastSure, strict);
    }

    ReportFormat format() {
        return format;
    }

    List<ReportTarget> reports() {
        return reports;
    }
}
