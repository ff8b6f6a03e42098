package dev.backupdoctor.cli;

import dev.backupdoctor.core.report.LocalCheckReport;
import dev.backupdoctor.core.report.NagiosReport;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * A run for a monitoring system, which reads standard output alone: what keeps a report from being written is said
 * there too, in the system's own format.
 */
final class Monitored {

    private static final String LEAD = "backup-doctor: ";

    private final Terminal terminal;
    private final ReportFormat format;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private boolean reported;

    private Monitored(Terminal terminal, ReportFormat format) {
        this.terminal = terminal;
        this.format = format;
    }

    /** Runs the body, and speaks for it where it printed nothing. */
    static int run(Terminal terminal, String[] args, ToIntFunction<Terminal> body) {
        Optional<ReportFormat> format = asked(args);
        return format.isEmpty() ? body.applyAsInt(terminal) : new Monitored(terminal, format.get()).run(body);
    }

    /** Looked for by hand: a command line that cannot be parsed is one of the failures. */
    private static Optional<ReportFormat> asked(String[] args) {
        List<String> words = List.of(args);
        for (ReportFormat format : List.of(ReportFormat.NAGIOS, ReportFormat.CHECKMK)) {
            String word = Choice.word(format);
            int at = words.indexOf("--format");
            if (words.contains("--format=" + word)
                    || (at >= 0 && at + 1 < words.size() && words.get(at + 1).equals(word))) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private int run(ToIntFunction<Terminal> body) {
        int exit = body.applyAsInt(new Terminal(
                terminal.in(), noting(), both(), terminal.environment(), terminal.target(), terminal.columns()));
        if (reported) {
            return exit;
        }
        String text = said.toString(StandardCharsets.UTF_8).strip();
        String reason = text.startsWith(LEAD) ? text.substring(LEAD.length()) : text;
        boolean nagios = format == ReportFormat.NAGIOS;
        String report = nagios ? NagiosReport.failure(reason) : LocalCheckReport.failure(reason);
        try {
            terminal.print(out -> out.write(report));
        } catch (IOException e) {
            terminal.errors().println(LEAD + e.getMessage());
        }
        return nagios ? ExitCode.UNCHECKED : ExitCode.CLEAN;
    }

    /** Standard output, and whether anything came. */
    private OutputStream noting() {
        return new FilterOutputStream(terminal.out()) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                reported |= count > 0;
                out.write(bytes, from, count);
            }

            @Override
            public void write(int b) throws IOException {
                reported = true;
                out.write(b);
            }
        };
    }

    /** Standard error, kept. */
    private OutputStream both() {
        return new FilterOutputStream(terminal.err()) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                said.write(bytes, from, count);
                out.write(bytes, from, count);
            }

            @Override
            public void write(int b) throws IOException {
                said.write(b);
                out.write(b);
            }
        };
    }
}
