package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.lang.LanguageError;
import java.util.List;
import java.util.Map;

/** Format or rule files are wrong; nothing was analysed. */
public final class RuleErrors extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<LanguageError> errors;
    private final transient Map<String, String> texts;

    RuleErrors(List<LanguageError> errors, Map<String, String> texts) {
        super(errors.size() + " errors in format or rule files; the first: "
                + errors.get(0).at() + ": " + errors.get(0).message());
        this.errors = List.copyOf(errors);
        this.texts = Map.copyOf(texts);
    }

    /** All errors and warnings, in the order of their places. */
    public List<LanguageError> errors() {
        return errors;
    }

    /** The error as a compiler prints it, with its line and marks. */
    public String render(LanguageError error) {
        return error.render(texts.getOrDefault(error.at().file(), ""));
    }
}
