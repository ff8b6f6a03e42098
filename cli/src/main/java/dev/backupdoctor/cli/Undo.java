package dev.backupdoctor.cli;

import dev.backupdoctor.core.fix.FixException;
import dev.backupdoctor.core.fix.Journal;
import dev.backupdoctor.core.fix.JournalEntry;
import dev.backupdoctor.core.fix.JournalStep;
import dev.backupdoctor.core.fix.UndoRun;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code undo}: takes a fix back. */
@Command(
        name = "undo",
        header = {
            "Takes a fix back: files get their old bytes, owner, mode and attributes, commands their undo.",
            "",
            "Examples:",
            "  backup-doctor undo --list       what was done on this host, and what became of it",
            "  backup-doctor undo              takes the newest fix back",
            "  backup-doctor undo 7            takes entry 7 of the journal back",
            ""
        },
        footer = {
            "",
            "A file that was changed since is left alone; the message names its old bytes.",
            "",
            "Exit codes: 0 undone or listed, 2 wrong usage, 5 refused or stopped, 70 a bug of ours."
        })
final class Undo implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "ENTRY", arity = "0..1", description = "Number in the journal. Default: the newest.")
    private @Nullable Integer number;

    @Option(names = "--list", description = "List the journal; change nothing.")
    private boolean list;

    Undo(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, UsageError, FixException {
        if (list && number != null) {
            throw new UsageError("--list shows all entries; leave the number out");
        }
        Journal journal = new StateDirectory(terminal).journal();
        UndoRun run = new UndoRun(journal, step -> terminal.errors().println(Complaint.safe(step)));
        if (list) {
            List<JournalEntry> entries = run.entries();
            terminal.print(out -> list(entries, out));
            return ExitCode.CLEAN;
        }
        int chosen = number != null
                ? number
                : run.newest()
                        .map(JournalEntry::number)
                        .orElseThrow(() -> new FixException("there is nothing to undo"));
        JournalEntry entry;
        try {
            entry = run.undo(chosen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FixException("interrupted; 'backup-doctor undo --list' says what was done", e);
        }
        if (entry.state() != JournalEntry.State.UNDONE) {
            throw new FixException("entry " + chosen + " could not be undone whole: see " + journal.place(chosen));
        }
        terminal.print(out -> out.write("undone: entry " + chosen + ", " + Complaint.safe(title(entry)) + "\n"));
        return ExitCode.CLEAN;
    }

    private static void list(List<JournalEntry> entries, Writer out) throws IOException {
        if (entries.isEmpty()) {
            out.write("Nothing has been fixed on this host.\n");
        }
        for (JournalEntry entry : entries) {
            out.write(String.format(
                    Locale.ROOT,
                    "%4d  %-8s  %s  %s%n",
                    entry.number(),
                    entry.state().word(),
                    entry.started(),
                    Complaint.safe(title(entry))));
            for (JournalStep step : entry.steps()) {
                out.write("      " + step.progress().name().toLowerCase(Locale.ROOT) + ": "
                        + Complaint.safe(step.text()) + "\n");
            }
            if (!entry.note().isEmpty()) {
                out.write("      " + Complaint.safe(entry.note()) + "\n");
            }
        }
    }

    private static String title(JournalEntry entry) {
        return entry.subject().rule() + " " + entry.fix() + ": " + entry.title();
    }
}
