package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.format.LineDraft;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Layout;
import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.spi.DiagnosticModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Begins a rule, and where asked a format for a real line: files that compile, and whose examples run, for their author
 * to go on from.
 */
public final class Draft {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)+");

    private final Iterable<DiagnosticModule> modules;
    private final List<UserFile> others;

    /** @param others files of the user that the new ones may build on */
    public Draft(Iterable<DiagnosticModule> modules, List<UserFile> others) {
        this.modules = modules;
        this.others = List.copyOf(others);
    }

    /**
     * A line of a real file.
     *
     * @param format name of the format to begin
     * @param fileName of the file, without directories
     */
    public record RealLine(String format, String fileName, String text) {}

    /**
     * A rule over a kind that is there.
     *
     * @param kind that it looks for; empty for the one whose name is nearest to the id
     */
    public List<UserFile> rule(String id, Optional<String> kind) throws CannotDraft, RuleErrors {
        Rulebook book = Rulebook.load(modules, others);
        return List.of(checked(book, ruleOf(book, id, kind)));
    }

    /** A format that reads a line, and a rule over what the line states. */
    public List<UserFile> format(String id, RealLine line) throws CannotDraft, RuleErrors {
        String product = product(Rulebook.load(modules, others), id);
        if (!NAME.matcher(line.format()).matches()) {
            throw new CannotDraft("'" + line.format() + "' is no name for a format: write it as " + product + "-log");
        }
        String kind = product + "." + id.substring(product.length() + 1).replace('-', '_');
        LineDraft guess = LineDraft.of(line.text());
        Optional<List<UserFile>> files = compiled(id, kind, line, guess);
        if (files.isEmpty()) {
            files = compiled(id, kind, line, guess.literally(line.text()));
        }
        return files.orElseThrow(() -> new CannotDraft(
                "no shape can be made of this line: it needs four letters in a row that always stand there, and no"
                        + " other format may have the name " + line.format()));
    }

    private Optional<List<UserFile>> compiled(String id, String kind, RealLine line, LineDraft draft)
            throws CannotDraft {
        UserFile format = laidOut(FormatDraft.file(kind, line, draft));
        List<UserFile> all = new ArrayList<>(others);
        all.removeIf(other -> format.shadows(other.path()));
        all.add(format);
        try {
            Rulebook book = Rulebook.load(modules, all);
            boolean right = Check.file(book, format).stream().allMatch(LanguageError::warning);
            return right
                    ? Optional.of(List.of(format, checked(book, ruleOf(book, id, Optional.of(kind)))))
                    : Optional.empty();
        } catch (RuleErrors e) {
            return Optional.empty();
        }
    }

    private static UserFile ruleOf(Rulebook book, String id, Optional<String> kind) throws CannotDraft {
        String name = product(book, id);
        Product product = book.products().stream()
                .filter(p -> p.module().product().equals(name))
                .findFirst()
                .orElseThrow();
        return laidOut(new RuleDraft(product, book.formats()).file(id, kind));
    }

    /** The product that an id begins with. */
    private static String product(Rulebook book, String id) throws CannotDraft {
        List<String> products =
                book.products().stream().map(p -> p.module().product()).toList();
        String first = id.replaceFirst("-.*", "");
        if (!products.contains(first) || !NAME.matcher(id).matches()) {
            String hint = Nearest.hint(first, products);
            throw new CannotDraft("'" + id + "' is no id for a rule: it is written in small letters as "
                    + products.get(0) + "-noun-state, and begins with a product, one of " + String.join(", ", products)
                    + (hint.isEmpty() || products.contains(first) ? "" : "; " + hint));
        }
        return first;
    }

    private static UserFile laidOut(UserFile file) {
        return new UserFile(
                file.path(),
                Layout.format(file.path(), file.text(), new Errors()).orElse(file.text()));
    }

    /** What is handed out works. */
    private static UserFile checked(Rulebook book, UserFile file) throws CannotDraft {
        Optional<LanguageError> wrong =
                Check.file(book, file).stream().filter(e -> !e.warning()).findFirst();
        if (wrong.isPresent()) {
            throw new CannotDraft(
                    file.path() + " cannot be written: " + wrong.get().message());
        }
        return file;
    }
}
