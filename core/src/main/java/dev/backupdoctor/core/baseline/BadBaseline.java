package dev.backupdoctor.core.baseline;

/** A file is no baseline, a torn one, or one of a newer version. */
public final class BadBaseline extends Exception {

    private static final long serialVersionUID = 1L;

    BadBaseline(String message) {
        super(message);
    }

    BadBaseline(String message, Exception cause) {
        super(message, cause);
    }
}
