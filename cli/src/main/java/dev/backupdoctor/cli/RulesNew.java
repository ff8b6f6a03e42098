package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.CannotDraft;
import dev.backupdoctor.core.engine.Draft.RealLine;
import dev.backupdoctor.core.engine.UserFile;
import dev.backupdoctor.core.source.Secrets;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rules new}: a rule to go on from, and where asked a format for a line that nothing reads yet. */
@Command(
        name = "new",
        header = {
            "Begins a rule: a file that compiles, with examples that run.",
            "",
            "Examples:",
            "  backup-doctor rules new product-noun-state --rules my-rules/",
            "  backup-doctor rules new product-noun-state --for product.kind",
            "  backup-doctor rules new product-noun-state --format product-log /var/log/x.log:17",
            ""
        },
        footer = {"", "Exit codes: 0 written, 2 it cannot be begun as asked; then nothing is written."})
final class RulesNew implements Callable<Integer> {

    /** A line is an example for people to read. */
    private static final int MAX_LINE = 4096;

    private static final Pattern WITH_LINE = Pattern.compile("(?<file>.+):(?<line>[0-9]{1,9})");

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(paramLabel = "ID", description = "Id of the rule: product-noun-state.")
    private String id = "";

    @Option(
            names = "--for",
            paramLabel = "KIND",
            description = "Kind of event that it looks for. Default: the one whose name is nearest to the id.")
    private @Nullable String kind;

    @Option(
            names = "--format",
            paramLabel = "NAME FILE[:LINE]",
            arity = "2",
            hideParamSyntax = true,
            description = "Also begin a format of this name that reads a line of a real file. Default: the first line"
                    + " that is not blank.")
    private List<String> format = new ArrayList<>();

    @Mixin
    private RuleOptions rules = new RuleOptions();

    RulesNew(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules {
        if (kind != null && !format.isEmpty()) {
            throw new UsageError("--for and --format exclude each other: the rule looks for what the new format gives");
        }
        Path directory = rules.target(terminal);
        List<UserFile> files = begun(rules.filesThere(terminal, engine));
        for (UserFile file : files) {
            if (Files.exists(directory.resolve(file.path()))) {
                throw new UsageError(directory.resolve(file.path()) + " is there already; it is left as it is");
            }
        }
        Files.createDirectories(directory);
        for (UserFile file : files) {
            AtomicFile.write(directory.resolve(file.path()), file.text());
        }
        terminal.print(out -> {
            for (UserFile file : files) {
                out.write(
                        "wrote " + Complaint.safe(directory.resolve(file.path()).toString()) + "\n");
            }
            String where = rules.named() ? " --rules " + Complaint.safe(directory.toString()) : "";
            out.write("next: change it to what you mean, then 'backup-doctor rules test " + id + where + "'\n");
        });
        return ExitCode.CLEAN;
    }

    private List<UserFile> begun(List<UserFile> others) throws IOException, UsageError, BadRules {
        try {
            return format.isEmpty()
                    ? engine.draft(others, id, Optional.ofNullable(kind))
                    : engine.draft(others, id, line(format.get(0), format.get(1)));
        } catch (CannotDraft e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        }
    }

    private static RealLine line(String name, String where) throws IOException, UsageError {
        Matcher numbered = WITH_LINE.matcher(where);
        boolean byNumber = !Files.exists(Path.of(where)) && numbered.matches();
        Path file = Path.of(byNumber ? numbered.group("file") : where);
        if (!Files.isRegularFile(file)) {
            throw new UsageError("--format: there is no file " + file);
        }
        int wanted = byNumber ? Integer.parseInt(numbered.group("line")) : 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                number++;
                if (wanted == 0 ? !text.isBlank() : number == wanted) {
                    return new RealLine(name, String.valueOf(file.getFileName()), usable(file, number, text));
                }
            }
        } catch (CharacterCodingException e) {
            throw new UsageError(file + " is not UTF-8, which the files of rules are");
        }
        throw new UsageError(wanted == 0 ? file + " has no line" : file + " has no line " + wanted);
    }

    /** Secrets are masked as in every input. */
    private static String usable(Path file, int number, String text) throws UsageError {
        boolean controls = text.chars().anyMatch(c -> c < ' ' && c != '\t');
        if (text.isBlank() || text.length() > MAX_LINE || controls || text.contains("\"\"\"")) {
            throw new UsageError(file + ":" + number + " cannot be the sample of a format: it is blank, longer than "
                    + MAX_LINE + " characters, or holds what a text cannot");
        }
        return Secrets.masked(text.stripTrailing());
    }
}
