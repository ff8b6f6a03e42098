package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.Transmission.Answer;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Writes with several requests in flight. Answers are read whenever as many are in flight as may be, so that neither
 * side ever waits for the other to read: an answer is a few bytes, and all of them fit any socket's buffer.
 *
 * <p>An error that the server reports comes out of a later call, at the latest out of {@link #finish}; the export is
 * then of no more use.
 */
public final class PipelinedWriter {
    /** Writes in flight; qemu works on at most 16 of one connection. */
    public static final int IN_FLIGHT = 16;

    /** One request for zeros may ask for more than any payload could hold. */
    private static final long MAX_EFFECT_BYTES = 1L << 30;

    private static final int ZERO_PIECE_BYTES = 1 << 20;

    private final Export export;
    private final int inFlight;

    /** A writer to an export that is not read-only. */
    public PipelinedWriter(Export export) throws NbdException {
        this(export, IN_FLIGHT);
    }

    /**
     * A writer to an export that is not read-only.
     *
     * @param inFlight requests at once, 1 to 64
     */
    public PipelinedWriter(Export export, int inFlight) throws NbdException {
        if (export.flags().readOnly()) {
            throw new NbdException("cannot write to " + export.uri() + ": the export is read-only");
        }
        if (inFlight < 1 || inFlight > 64) {
            throw new IllegalArgumentException("writes in flight are " + inFlight + ", must be 1 to 64");
        }
        this.export = export;
        this.inFlight = inFlight;
    }

    /**
     * Writes bytes.
     *
     * @param from what remains in it is written, and must not change until it was answered; its position does not move
     * @param answered is run by the thread that writes, when the buffer is free again
     */
    public void write(long offset, ByteBuffer from, Runnable answered) throws NbdException {
        int maximum = export.blockSizes().maximum();
        int length = from.remaining();
        for (int done = 0; done < length; done += maximum) {
            int piece = Math.min(maximum, length - done);
            Runnable after = done + piece == length ? answered : () -> {};
            ByteBuffer payload = from.slice(from.position() + done, piece);
            submit(new EffectRequest(Command.WRITE, 0, offset + done, piece, Optional.of(payload), after));
        }
    }

    /** Makes a range read as zeros, without allocating it where the server can. */
    public void zeroes(long offset, long length) throws NbdException {
        if (!export.flags().canWriteZeroes()) {
            writeZeros(offset, length);
            return;
        }
        for (long done = 0; done < length; done += MAX_EFFECT_BYTES) {
            long piece = Math.min(MAX_EFFECT_BYTES, length - done);
            submit(EffectRequest.withoutPayload(Command.WRITE_ZEROES, 0, offset + done, piece));
        }
    }

    private void writeZeros(long offset, long length) throws NbdException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(length, ZERO_PIECE_BYTES));
        for (long done = 0; done < length; done += zeros.capacity()) {
            int piece = (int) Math.min(zeros.capacity(), length - done);
            write(offset + done, zeros.slice(0, piece), () -> {});
        }
    }

    /** Gives a range back to the server; what it then reads as is up to the server. */
    public void trim(long offset, long length) throws NbdException {
        if (!export.flags().canTrim()) {
            return;
        }
        for (long done = 0; done < length; done += MAX_EFFECT_BYTES) {
            long piece = Math.min(MAX_EFFECT_BYTES, length - done);
            submit(EffectRequest.withoutPayload(Command.TRIM, 0, offset + done, piece));
        }
    }

    /** Waits for all answers, then until all is durable. */
    public void finish() throws NbdException {
        while (export.transmission().inFlight() > 0) {
            takeAnswer();
        }
        export.flush();
    }

    private void submit(EffectRequest request) throws NbdException {
        while (export.transmission().inFlight() >= inFlight) {
            takeAnswer();
        }
        export.transmission().send(request);
    }

    private void takeAnswer() throws NbdException {
        Answer answer = export.transmission().next();
        if (answer.request() instanceof EffectRequest effect) {
            effect.answered().run();
        }
        if (answer.failure().isPresent()) {
            NbdException failure = export.failure(answer);
            export.abort();
            throw failure;
        }
    }
}
