package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.UserFile;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Layout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rules format}: brings rule and format files into their settled form. */
@Command(
        name = "format",
        header = {
            "Lays rules and formats out: order of statements, columns, blank lines. What they mean stays.",
            "",
            "Examples:",
            "  backup-doctor rules format my-rules/product-x.rule",
            "  backup-doctor rules format my-rules/               all files of a directory",
            "  backup-doctor rules format --check my-rules/       only says which files would change",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 all files are laid out, 1 some would change (with --check),",
            "2 some do not parse; then no file is changed."
        })
final class RulesFormat implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Rule and format files, or directories with them.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--check", description = "Change nothing, and name the files that would change.")
    private boolean check;

    RulesFormat(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, UsageError {
        List<UserFile> files = RuleFiles.named(paths);
        List<String> wrong = new ArrayList<>();
        Map<String, String> changed = changed(files, wrong);
        if (!wrong.isEmpty()) {
            wrong.forEach(error -> terminal.errors().println(error + "\n"));
            terminal.errors()
                    .println("backup-doctor: " + RulesCheck.count(wrong.size(), "error") + "; no file was changed");
            return ExitCode.USAGE;
        } else if (!check) {
            for (Map.Entry<String, String> file : changed.entrySet()) {
                AtomicFile.write(Path.of(file.getKey()), file.getValue());
            }
        }
        terminal.print(out -> {
            for (String file : changed.keySet()) {
                out.write((check ? "would change " : "changed ") + Complaint.safe(file) + "\n");
            }
            out.write(RulesCheck.count(files.size(), "file") + ", " + changed.size()
                    + (check ? " would change\n" : " changed\n"));
        });
        return check && !changed.isEmpty() ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    /** The new texts of the files that are not in their settled form, by path. */
    private static Map<String, String> changed(List<UserFile> files, List<String> wrong) throws IOException {
        Map<String, String> changed = new LinkedHashMap<>();
        for (UserFile file : files) {
            if (!isUtf8(Path.of(file.path()))) {
                wrong.add(Complaint.safe(file.path()) + ": is not UTF-8");
                continue;
            }
            Errors errors = new Errors();
            Layout.format(file.path(), file.text(), errors)
                    .filter(text -> !text.equals(file.text()))
                    .ifPresent(text -> changed.put(file.path(), text));
            errors.list().stream().filter(e -> !e.warning()).forEach(e -> wrong.add(e.render(file.text())));
        }
        return changed;
    }

    /** Bytes that were replaced when the file was read would be lost by writing it. */
    private static boolean isUtf8(Path file) throws IOException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
