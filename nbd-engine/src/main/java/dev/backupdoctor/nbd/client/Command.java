package dev.backupdoctor.nbd.client;

/** What a client can ask of an export, with its number on the wire. */
enum Command {
    READ(0),
    WRITE(1),
    DISCONNECT(2),
    FLUSH(3),
    TRIM(4),
    WRITE_ZEROES(6),
    BLOCK_STATUS(7);

    /** The write is durable when it is answered. */
    static final int FUA = 1;
    /** Zeros are to be allocated. */
    static final int NO_HOLE = 2;
    /** The answer must be one piece. */
    static final int DF = 4;

    private final int code;

    Command(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** For messages: what failed. */
    String verb() {
        return switch (this) {
            case READ -> "read";
            case WRITE -> "write";
            case DISCONNECT -> "disconnect";
            case FLUSH -> "flush";
            case TRIM -> "trim";
            case WRITE_ZEROES -> "writing of zeros";
            case BLOCK_STATUS -> "block status";
        };
    }
}
