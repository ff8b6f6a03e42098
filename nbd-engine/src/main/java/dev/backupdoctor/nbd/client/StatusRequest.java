package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A question about the state of a range, and the runs of each context that came in answer. */
final class StatusRequest implements Request {
    /** What the protocol allows: 2^20 descriptors and the context's number. */
    private static final int MAX_PAYLOAD_BYTES = 8_388_612;

    private static final int DESCRIPTOR_BYTES = 8;

    private final long offset;
    private final long length;
    private final Map<Integer, String> contexts;
    private final Map<String, List<Run>> runs = new LinkedHashMap<>();

    /** @param contexts names by id, all of which must answer */
    StatusRequest(long offset, long length, Map<Integer, String> contexts) {
        this.offset = offset;
        this.length = length;
        this.contexts = contexts;
    }

    /**
     * Neighbouring bytes with the same flags.
     *
     * @param flags as the context defines them
     */
    record Run(long length, int flags) {}

    @Override
    public Command command() {
        return Command.BLOCK_STATUS;
    }

    @Override
    public int flags() {
        return 0;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long length() {
        return length;
    }

    /** Runs from the offset on; they may cover less than was asked for, and each context another length. */
    List<Run> runs(String context) {
        return Optional.ofNullable(runs.get(context)).orElse(List.of());
    }

    @Override
    public void simpleSuccess(Wire wire) throws NbdException {
        throw wire.violation("a simple reply to a " + describe());
    }

    @Override
    public void chunk(ChunkType type, int bytes, Wire wire) throws NbdException {
        if (type != ChunkType.BLOCK_STATUS) {
            throw wire.violation("data in answer to a " + describe());
        }
        int payload = bytes - Integer.BYTES;
        if (payload < DESCRIPTOR_BYTES || payload % DESCRIPTOR_BYTES != 0 || bytes > MAX_PAYLOAD_BYTES) {
            throw wire.violation("a block status of " + bytes + " bytes");
        }
        int id = wire.readInt();
        String context = contexts.get(id);
        if (context == null) {
            throw wire.violation(
                    "a block status of context number " + Integer.toUnsignedString(id) + ", which was not agreed on");
        }
        if (runs.containsKey(context)) {
            throw wire.violation("the block status of " + context + " twice in one answer");
        }
        runs.put(context, descriptors(payload / DESCRIPTOR_BYTES, wire));
    }

    private List<Run> descriptors(int count, Wire wire) throws NbdException {
        List<Run> merged = new ArrayList<>();
        long covered = 0;
        for (int i = 0; i < count; i++) {
            long bytes = wire.readInt() & 0xffff_ffffL;
            int flags = wire.readInt();
            if (bytes == 0) {
                throw wire.violation("an extent without length");
            }
            if (covered >= length) {
                throw wire.violation("an extent beyond the " + length + " bytes that a block status was asked for");
            }
            // Only the last may reach beyond what was asked for; that part is asked for when it is due.
            bytes = Math.min(bytes, length - covered);
            covered += bytes;
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).flags() == flags) {
                merged.set(last, new Run(merged.get(last).length() + bytes, flags));
            } else {
                merged.add(new Run(bytes, flags));
            }
        }
        return merged;
    }

    @Override
    public void finish(Wire wire) throws NbdException {
        for (String context : contexts.values()) {
            if (!runs.containsKey(context)) {
                throw wire.violation("the end of a block status without one of " + context);
            }
        }
    }
}
