package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One request and what of its answer has come so far. */
sealed interface Request permits ReadRequest, StatusRequest, EffectRequest {

    Command command();

    /** Of the command: {@link Command#FUA}, {@link Command#NO_HOLE}, {@link Command#DF}. */
    int flags();

    long offset();

    /** Bytes concerned; of a payload, or without one up to 2^32 - 1. */
    long length();

    /** What is sent with it. */
    default Optional<ByteBuffer> payload() {
        return Optional.empty();
    }

    /** Takes the rest of a simple reply that reports success. */
    void simpleSuccess(Wire wire) throws NbdException;

    /**
     * Takes the payload of a chunk that reports no error.
     *
     * @param length bytes of payload
     */
    void chunk(ChunkType type, int length, Wire wire) throws NbdException;

    /** Checks, after the last chunk of a success, that all was answered. */
    void finish(Wire wire) throws NbdException;

    /** For messages. */
    default String describe() {
        return command() == Command.FLUSH
                ? command().verb()
                : command().verb() + " of " + length() + " bytes at offset " + offset();
    }

    /** Kinds of chunks that carry no error. */
    enum ChunkType {
        NONE(0),
        OFFSET_DATA(1),
        OFFSET_HOLE(2),
        BLOCK_STATUS(5);

        private final int code;

        ChunkType(int code) {
            this.code = code;
        }

        static Optional<ChunkType> of(int code) {
            for (ChunkType type : values()) {
                if (type.code == code) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }
}
