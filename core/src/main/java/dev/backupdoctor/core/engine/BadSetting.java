package dev.backupdoctor.core.engine;

/** A setting that the user gave is unknown, or its value is not of its type. */
public final class BadSetting extends Exception {

    private static final long serialVersionUID = 1L;

    BadSetting(String message) {
        super(message);
    }
}
