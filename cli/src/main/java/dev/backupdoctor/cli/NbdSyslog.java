package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.backup.BackupLog.Severity;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The log of the system, by way of {@code logger}: Java has no datagrams for unix sockets.
 *
 * <p>Each line carries its priority in front, RFC 5424: facility {@code user}, and a severity.
 */
final class NbdSyslog implements AutoCloseable {
    /** As the original calls itself there, for those who look for it. */
    private static final String TAG = "virtnbdbackup";

    private static final int USER = 1 << 3;
    private static final int PATIENCE_SECONDS = 5;

    private final Process logger;
    private final Writer lines;

    private NbdSyslog(Process logger) {
        this.logger = logger;
        this.lines = new BufferedWriter(logger.outputWriter(StandardCharsets.UTF_8));
    }

    /**
     * Begins.
     *
     * @param options more options of {@code logger}, such as another socket
     */
    static NbdSyslog open(String... options) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("/usr/bin/logger", "--tag", TAG, "--prio-prefix", "--socket-errors=on"));
        words.add("--id=" + ProcessHandle.current().pid());
        words.addAll(List.of(options));
        try {
            return new NbdSyslog(new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new IOException("--syslog needs the program /usr/bin/logger: " + e.getMessage(), e);
        }
    }

    /** Adds a line. */
    synchronized void line(Severity severity, String text) throws IOException {
        int number = switch (severity) {
            case ERROR -> 3;
            case WARNING -> 4;
            case INFO -> 6;
            case DEBUG -> 7;
        };
        lines.write("<" + (USER | number) + ">" + text + "\n");
        lines.flush();
    }

    /**
     * Ends.
     *
     * @throws IOException when lines did not arrive
     */
    @Override
    public void close() throws IOException {
        lines.close();
        try {
            if (!logger.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                logger.destroy();
                throw new IOException("it takes no more lines");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (logger.exitValue() != 0) {
            throw new IOException("is it running? /usr/bin/logger ended with " + logger.exitValue());
        }
    }
}
