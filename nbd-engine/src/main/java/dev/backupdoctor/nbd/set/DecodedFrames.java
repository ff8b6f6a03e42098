package dev.backupdoctor.nbd.set;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decoded LZ4 frames that were read last, within a limit of memory. A frame is decoded once even when several threads
 * want it at the same time.
 */
final class DecodedFrames {
    private final long limitBytes;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long heldBytes;

    /** Keeps so many bytes, and the frame that was decoded last whatever it has. */
    DecodedFrames(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** One LZ4 frame: the number of the file, of its frame, and of the piece of that frame. */
    record Key(int file, int frame, int piece) {}

    /** Decodes a frame. */
    interface Decoder {
        byte[] decode() throws ChainException;
    }

    byte[] get(Key key, Decoder decoder) throws ChainException {
        Entry entry;
        synchronized (entries) {
            entry = entries.computeIfAbsent(key, ignored -> new Entry());
        }
        // Others that want the same frame wait here; those that want another do not.
        synchronized (entry) {
            if (entry.content.isPresent()) {
                return entry.content.get();
            }
            byte[] content = decoder.decode();
            entry.content = Optional.of(content);
            keep(key, content.length);
            return content;
        }
    }

    private void keep(Key key, long bytes) {
        synchronized (entries) {
            heldBytes += bytes;
            Iterator<Map.Entry<Key, Entry>> eldest = entries.entrySet().iterator();
            while (heldBytes > limitBytes && eldest.hasNext()) {
                Map.Entry<Key, Entry> next = eldest.next();
                // What is being decoded by another thread holds nothing yet.
                if (!next.getKey().equals(key) && next.getValue().content.isPresent()) {
                    heldBytes -= next.getValue().content.get().length;
                    eldest.remove();
                }
            }
        }
    }

    private static final class Entry {
        /** Written once, by the thread that holds the entry; read by others under either lock. */
        private volatile Optional<byte[]> content = Optional.empty();
    }
}
