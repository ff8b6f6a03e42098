package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import java.util.Optional;

/**
 * Reads what {@code mkbackup} and {@code omd -v backup} print: a log, a copy of a terminal or of the web interface, or
 * the mails of cron.
 *
 * <pre>
 * 2022-03-17 02:30:01 --- Starting backup (Check_MK-cmk1-mysite-nightly to nas) ---
 * Site backup failed: Failed to perform backup: [Errno 104] Connection reset by peer
 * </pre>
 *
 * <p>Format: bin/mkbackup and omdlib/backup.py of Checkmk 1.6 to 2.4. Lines that it does not know, among them archives
 * that were printed into the log, are passed over.
 */
public final class RunLogParser implements Parser {

    @Override
    public void parse(SourceText source, Sink sink) {
        var reader = new RunReader();
        for (int i = 1; i <= source.lines(); i++) {
            int number = i;
            reader.read(source.line(number), () -> source.place(number));
        }
        reader.end();
        reader.refused().forEach(r -> sink.event(r.event(), r.place()));
        for (Run run : reader.runs()) {
            if (run.program() != Run.Program.RESTORE) {
                tell(run, sink);
            }
        }
    }

    private static void tell(Run run, Sink sink) {
        RunEvents events = RunEvents.of(run, run.latest());
        if (run.completed().isPresent()) {
            events.completed(run.completed().get(), sink);
        } else if (run.failure().isPresent()) {
            events.failed(run.failure().get(), sink);
        } else if (run.program() == Run.Program.MKBACKUP ? run.isSure() : run.isInterrupted()) {
            RunEvents.of(run, run.began()).unfinished(Optional.empty(), sink);
        }
    }
}
