package dev.backupdoctor.nbd;

import java.io.IOException;

/**
 * The other side of a connection, or a program that we ran, did not do its part: it could not be reached, broke the
 * protocol, answered with an error, or went away.
 *
 * <p>The message says what failed, on what, why, and what to try. An {@link IOException} that is none of these concerns
 * a file of this machine.
 */
public class NbdException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What failed, on what, why, what to try. */
    public NbdException(String message) {
        super(message);
    }

    /** The same, with what brought it about. */
    public NbdException(String message, Throwable cause) {
        super(message, cause);
    }
}
