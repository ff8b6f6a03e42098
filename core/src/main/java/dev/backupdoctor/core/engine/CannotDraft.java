package dev.backupdoctor.core.engine;

/** A rule or format cannot be begun as asked: another id, kind or line is needed. */
public final class CannotDraft extends Exception {

    private static final long serialVersionUID = 1L;

    CannotDraft(String message) {
        super(message);
    }
}
