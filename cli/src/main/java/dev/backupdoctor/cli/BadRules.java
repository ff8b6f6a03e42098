package dev.backupdoctor.cli;

import java.util.List;

/** Rule or format files that do not compile, so that nothing was analysed. */
final class BadRules extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> errors;

    /** @param errors each with its line and marks, as a compiler prints it */
    BadRules(List<String> errors, Exception cause) {
        super("rules or formats are wrong", cause);
        this.errors = List.copyOf(errors);
    }

    List<String> errors() {
        return errors;
    }
}
