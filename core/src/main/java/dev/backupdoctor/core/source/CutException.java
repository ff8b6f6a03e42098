package dev.backupdoctor.core.source;

import java.io.IOException;

/**
 * Reading met the end too early: the content is truncated or damaged, or a limit was met. Every good byte came before.
 *
 * <p>The message is fit for a {@link Problem}; whoever walks the sources reports it, so a reader need not.
 */
public final class CutException extends IOException {

    private static final String TRUNCATED = "input ends in the middle";

    /** In place of a number of bytes, where the message has it already. */
    private static final long TOLD = -1;

    private final String why;
    private final long afterBytes;

    private CutException(String why, long afterBytes, Throwable cause) {
        this(why, afterBytes);
        initCause(cause);
    }

    /** Cut for a reason, after so many bytes of the source. */
    CutException(String why, long afterBytes) {
        super(reason(why, afterBytes));
        this.why = why;
        this.afterBytes = afterBytes;
    }

    /** Bytes are missing at the end. */
    static CutException truncated(long afterBytes) {
        return new CutException(TRUNCATED, afterBytes);
    }

    /** A cut that was met before, with the message it had then. */
    static CutException told(String reason) {
        return new CutException(reason, TOLD);
    }

    /** The message. */
    String reason() {
        return reason(why, afterBytes);
    }

    private static String reason(String why, long afterBytes) {
        if (afterBytes == TOLD) {
            return why;
        }
        return why + (why.equals(TRUNCATED) ? " (truncated after " : " (cut after ") + afterBytes + " bytes)";
    }

    /** The same cut as the source sees it that is read through this one. */
    CutException at(long afterBytes) {
        return new CutException(why, afterBytes, this);
    }
}
