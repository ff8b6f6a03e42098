package dev.backupdoctor.nbd.client;

/** One answer to an option. An exchange ends with {@link Ack} or {@link Refused}; the others stand before it. */
sealed interface OptionReply {

    /** Done. */
    record Ack() implements OptionReply {}

    /** One export that the server has. */
    record Server(String name, String description) implements OptionReply {}

    /**
     * What every export says of itself.
     *
     * @param size bytes
     */
    record ExportInfo(long size, TransmissionFlags flags) implements OptionReply {}

    /** How large requests may be. */
    record BlockSizeInfo(BlockSizes sizes) implements OptionReply {}

    /** Information that was sent and that nobody needs: name, description, or what comes after them. */
    record OtherInfo(int type) implements OptionReply {}

    /**
     * A context that is there.
     *
     * @param id number that block status replies carry; opaque and not consecutive
     */
    record MetaContext(int id, String name) implements OptionReply {}

    /**
     * No.
     *
     * @param text the server's own words, perhaps none
     */
    record Refused(Refusal reason, String text) implements OptionReply {}

    /** Why a server says no. */
    enum Refusal {
        UNSUPPORTED(0x8000_0001, "the server does not know this option"),
        POLICY(0x8000_0002, "the server's policy forbids it"),
        INVALID(0x8000_0003, "the server calls the request invalid"),
        PLATFORM(0x8000_0004, "the server's platform cannot do it"),
        TLS_REQUIRED(0x8000_0005, "the server demands TLS; use nbds://"),
        UNKNOWN_EXPORT(0x8000_0006, "the server has no such export"),
        SHUTDOWN(0x8000_0007, "the server is shutting down"),
        BLOCK_SIZE_REQUIRED(0x8000_0008, "the server demands that block sizes are agreed on"),
        TOO_BIG(0x8000_0009, "the request is too large for the server"),
        EXTENDED_HEADERS_REQUIRED(0x8000_000a, "the server demands extended headers"),
        OTHER(0, "the server refuses for a reason that this client does not know");

        private final int code;
        private final String meaning;

        Refusal(int code, String meaning) {
            this.code = code;
            this.meaning = meaning;
        }

        /** For messages. */
        String meaning() {
            return meaning;
        }

        static Refusal of(int code) {
            for (Refusal refusal : values()) {
                if (refusal.code == code) {
                    return refusal;
                }
            }
            return OTHER;
        }
    }
}
