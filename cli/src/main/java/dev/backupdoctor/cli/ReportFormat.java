package dev.backupdoctor.cli;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.report.GithubReport;
import dev.backupdoctor.core.report.JsonLinesReport;
import dev.backupdoctor.core.report.JsonReport;
import dev.backupdoctor.core.report.JunitReport;
import dev.backupdoctor.core.report.LocalCheckReport;
import dev.backupdoctor.core.report.MarkdownReport;
import dev.backupdoctor.core.report.NagiosReport;
import dev.backupdoctor.core.report.Policy;
import dev.backupdoctor.core.report.PrometheusReport;
import dev.backupdoctor.core.report.RunInfo;
import dev.backupdoctor.core.report.SarifReport;
import dev.backupdoctor.core.report.State;
import dev.backupdoctor.core.report.TextReport;
import java.io.IOException;
import java.io.Writer;

/** The formats of a report. */
enum ReportFormat {
    /** For people. */
    TEXT {
        @Override
        void write(Diagnosis diagnosis, RunInfo run, Paper paper, Writer out) throws IOException {
            new TextReport().write(diagnosis, paper.screen(), out);
        }
    },
    /** For programs; the whole diagnosis. */
    JSON {
        @Override
        void write(Diagnosis diagnosis, RunInfo run, Paper paper, Writer out) throws IOException {
            new JsonReport().write(diagnosis, run, out);
        }
    },
    /** For programs that read line by line. */
    JSONL {
        @Override
        void write(Diagnosis diagnosis, RunInfo run, Paper paper, Writer out) throws IOException {
            new JsonLinesReport().write(diagnosis, run, out);
        }
    },
    /** For programs that show results of static analysis. */
    SARIF {
        @Override
        void write(Diagnosis diagnosis, RunInfo run, Paper paper, Writer out) throws IOException {
            new SarifReport().write(diagnosis, run, paper.suppressed(), out);
        }
    },
    /** For build servers. */
    JUNIT {
        @Override
        void write(Diagnosis diagnosis, RunInfo run, Paper paper, Writer out) throws IOException {
            new JunitReport().write(diagnosis, run, out);
        }
    },
    /** Notes on files for GitHub's workflows. */
    GITHUB {
        @Override
        void write(Diagnosis diagnosis, RunInfo run, Paper paper, Writer out) throws IOException {
            new GithubReport().write(diagnosis, out);
        }
    },
    /** What Nagios and its kin expect of a plugin. */
    NAGIOS {
        @Override
        void write(Diagnosis diagnosis, RunInfo run, Paper paper, Writer out) throws IOException {
            new NagiosReport().write(diagnosis, run, out);
        }

        @Override
        int exit(Diagnosis diagnosis, Policy policy) {
            return State.of(diagnosis, policy).code();
        }

        @Override
        boolean monitored() {
            return true;
        }
    },
    /** Lines of a local check of Checkmk's agent. */
    CHECKMK {
        @Override
        void write(Diagnosis diagnosis, RunInfo run, Paper paper, Writer out) throws IOException {
            new LocalCheckReport().write(diagnosis, run, out);
        }

        @Override
        int exit(Diagnosis diagnosis, Policy policy) {
            // The lines say it; what a local check that fails prints is not read.
            return ExitCode.CLEAN;
        }

        @Override
        boolean monitored() {
            return true;
        }
    },
    /** For the textfile collector of Prometheus' node exporter. */
    PROMETHEUS {
        @Override
        void write(Diagnosis diagnosis, RunInfo run, Paper paper, Writer out) throws IOException {
            new PrometheusReport().write(diagnosis, run, out);
        }
    },
    /** For tickets. */
    MARKDOWN {
        @Override
        void write(Diagnosis diagnosis, RunInfo run, Paper paper, Writer out) throws IOException {
            new MarkdownReport(paper.redact(), paper.screen().zone()).write(diagnosis, run, out);
        }
    };

    abstract void write(Diagnosis diagnosis, RunInfo run, Paper paper, Writer out) throws IOException;

    /** The exit code when this is what is printed. */
    int exit(Diagnosis diagnosis, Policy policy) {
        return new ExitPolicy(policy).code(diagnosis);
    }

    /** True when a monitoring system reads it, and knows states in place of a threshold. */
    boolean monitored() {
        return false;
    }
}
