package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.SyntaxReader;
import java.util.Optional;
import java.util.function.Supplier;

/** A format or rule file: its text, and its tree, which need not be parsed when the module came with it. */
final class WrittenFile {

    private final String path;
    private final Supplier<String> text;
    private final Supplier<Optional<Syntax>> ready;

    private WrittenFile(String path, Supplier<String> text, Supplier<Optional<Syntax>> ready) {
        this.path = path;
        this.text = text;
        this.ready = ready;
    }

    /** A file of which only the text is there. */
    static WrittenFile parsed(String path, String text) {
        return new WrittenFile(path, () -> text, Optional::empty);
    }

    /** A file whose tree is there, too. */
    static WrittenFile ready(String path, Supplier<String> text, Supplier<Optional<Syntax>> tree) {
        return new WrittenFile(path, text, tree);
    }

    /** As shown in errors, such as {@code rules/name.rule}. */
    String path() {
        return path;
    }

    /** True for the file of the rule of this id, which is called by it. */
    boolean isOf(String id) {
        return path.substring(path.lastIndexOf('/') + 1).equals(id + ".rule");
    }

    String text() {
        return text.get();
    }

    /** What is written; empty after an error. */
    Optional<Syntax> tree(Errors errors) {
        return ready.get().or(() -> SyntaxReader.read(path, text(), errors));
    }
}
