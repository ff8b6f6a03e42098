package dev.backupdoctor.cli;

/** The user asked for what cannot be done as asked; nothing was analysed. */
final class UsageError extends Exception {

    private static final long serialVersionUID = 1;

    /** @param message what is wrong, and what to write instead */
    UsageError(String message) {
        super(message);
    }
}
