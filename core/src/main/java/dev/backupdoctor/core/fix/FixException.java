package dev.backupdoctor.core.fix;

/** A fix or an undo was refused or stopped; the message says why, and what was done. */
public final class FixException extends Exception {

    private static final long serialVersionUID = 1;

    public FixException(String message) {
        super(message);
    }

    public FixException(String message, Throwable cause) {
        super(message, cause);
    }
}
