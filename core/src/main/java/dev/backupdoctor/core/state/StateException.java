package dev.backupdoctor.core.state;

import java.io.IOException;

/** What was kept cannot be read, or nothing can be kept. The message says why, and what to try. */
public final class StateException extends IOException {

    StateException(String message, Throwable cause) {
        super(message, cause);
    }

    StateException(String message) {
        super(message);
    }
}
