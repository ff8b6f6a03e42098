package dev.backupdoctor.nbd.client;

/** Error numbers of the protocol; any other means the same as {@link #EINVAL}. */
enum ServerError {
    EPERM(1, "not permitted; is the export read-only?"),
    EIO(5, "input/output error; look into the server's log and at its disk"),
    ENOMEM(12, "the server is out of memory"),
    EINVAL(22, "the server calls the request invalid"),
    ENOSPC(28, "no space left on the server's side"),
    EOVERFLOW(75, "the range cannot be served in one piece"),
    ENOTSUP(95, "the server does not support it"),
    ESHUTDOWN(108, "the server is shutting down");

    private final int code;
    private final String meaning;

    ServerError(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    static ServerError of(int code) {
        for (ServerError error : values()) {
            if (error.code == code) {
                return error;
            }
        }
        return EINVAL;
    }

    /** Name, meaning and the server's own words, if any. */
    String describe(String text) {
        String own = text.isEmpty() ? "" : " (" + text + ")";
        return this + ", " + meaning + own;
    }
}
