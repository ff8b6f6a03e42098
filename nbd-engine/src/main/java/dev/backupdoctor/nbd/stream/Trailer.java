package dev.backupdoctor.nbd.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many bytes each data frame of a compressed stream takes in the file, in the order of the frames.
 *
 * <pre>
 * [{"175416": [140319, 35097]}, 846]
 * </pre>
 *
 * <p>A number is one LZ4 frame; an object with one key is a row of LZ4 frames, its key their sum. Data frames shorter
 * than {@link #CHUNKED_FROM} must be one LZ4 frame: of a row, the original would read the first alone and say nothing.
 */
public final class Trailer {
    /** Bytes of the disk from which on a data frame is written as a row; the largest request that qemu takes. */
    public static final long CHUNKED_FROM = 32L << 20;

    private static final JsonFactory FACTORY = new JsonFactory();

    private int[] sizes = new int[64];
    /** For each data frame: its first entry in {@link #sizes}; one more at the end. */
    private int[] first = new int[64];

    private boolean[] chunked = new boolean[64];
    private int frames;
    private int pieces;

    /** Adds a data frame of one LZ4 frame. */
    public void add(int bytes) {
        begin(false);
        push(bytes);
    }

    /** Adds a data frame that is a row of LZ4 frames. */
    public void addRow(int... bytes) {
        begin(true);
        for (int size : bytes) {
            push(size);
        }
    }

    private void begin(boolean row) {
        if (frames + 1 == first.length) {
            first = Arrays.copyOf(first, 2 * frames + 2);
            chunked = Arrays.copyOf(chunked, 2 * frames + 2);
        }
        chunked[frames++] = row;
        first[frames] = pieces;
    }

    private void push(int bytes) {
        if (pieces == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * pieces);
        }
        sizes[pieces++] = bytes;
        first[frames] = pieces;
    }

    /** How many data frames are listed. */
    public int frames() {
        return frames;
    }

    /** How many LZ4 frames the data frame has. */
    public int pieces(int frame) {
        return first[frame + 1] - first[frame];
    }

    /** Bytes of one LZ4 frame in the file. */
    public int size(int frame, int piece) {
        return sizes[first[frame] + piece];
    }

    /** Bytes of a data frame in the file. */
    public long total(int frame) {
        long total = 0;
        for (int i = first[frame]; i < first[frame + 1]; i++) {
            total += sizes[i];
        }
        return total;
    }

    /** The JSON, laid out as Python's {@code json.dumps} does. */
    public byte[] bytes() {
        var json = new StringBuilder("[");
        for (int frame = 0; frame < frames; frame++) {
            json.append(frame == 0 ? "" : ", ");
            if (chunked[frame]) {
                json.append("{\"").append(total(frame)).append("\": ");
                json.append(Arrays.toString(Arrays.copyOfRange(sizes, first[frame], first[frame + 1])));
                json.append('}');
            } else {
                json.append(size(frame, 0));
            }
        }
        return json.append(']').toString().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads the JSON.
     *
     * @param offset where it stands in the file, for the exception
     */
    static Trailer parse(byte[] json, long offset) throws StreamException {
        var trailer = new Trailer();
        try (JsonParser parser = FACTORY.createParser(json)) {
            expect(parser.nextToken() == JsonToken.START_ARRAY, offset, "it is no list");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    trailer.readRow(parser, offset);
                } else {
                    trailer.add(size(parser, offset));
                }
            }
            expect(parser.nextToken() == null, offset, "something follows the list");
        } catch (StreamException e) {
            throw e;
        } catch (IOException e) {
            throw bad(offset, "it is no JSON");
        }
        return trailer;
    }

    private void readRow(JsonParser parser, long offset) throws IOException {
        String total = parser.nextFieldName();
        expect(parser.nextToken() == JsonToken.START_ARRAY, offset, "a row of sizes is no list");
        List<Integer> row = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            row.add(size(parser, offset));
        }
        expect(parser.nextToken() == JsonToken.END_OBJECT, offset, "a row of sizes has two keys");
        addRow(row.stream().mapToInt(Integer::intValue).toArray());
        expect(Long.toString(total(frames - 1)).equals(total), offset, "a row of sizes does not add up to " + total);
    }

    private static int size(JsonParser parser, long offset) throws IOException {
        expect(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, offset, "a size is no number");
        int size = parser.getIntValue();
        expect(size > 0, offset, "a size is " + size);
        return size;
    }

    private static void expect(boolean holds, long offset, String otherwise) throws StreamException {
        if (!holds) {
            throw bad(offset, otherwise);
        }
    }

    private static StreamException bad(long offset, String reason) {
        return new StreamException(
                StreamException.Fault.BAD_TRAILER, offset, "the list of compressed sizes is damaged: " + reason);
    }
}
