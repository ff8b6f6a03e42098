package dev.backupdoctor.cli;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.report.JsonReport;
import dev.backupdoctor.core.report.RunInfo;
import dev.backupdoctor.core.report.Screen;
import dev.backupdoctor.core.report.TextReport;
import java.io.IOException;
import java.io.Writer;

/** The formats of a report. */
enum ReportFormat {
    /** For people. */
    TEXT {
        @Override
        void write(Diagnosis diagnosis, RunInfo run, Screen screen, Writer out) throws IOException {
            new TextReport().write(diagnosis, screen, out);
        }
    },
    /** For programs; the whole diagnosis. */
    JSON {
        @Override
        void write(Diagnosis diagnosis, RunInfo run, Screen screen, Writer out) throws IOException {
            new JsonReport().write(diagnosis, run, out);
        }
    };

    abstract void write(Diagnosis diagnosis, RunInfo run, Screen screen, Writer out) throws IOException;
}
