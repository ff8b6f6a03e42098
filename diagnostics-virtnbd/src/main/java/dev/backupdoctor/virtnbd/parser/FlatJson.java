package dev.backupdoctor.virtnbd.parser;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** JSON as a list of its plain values, each with its path and its place. */
final class FlatJson {

    private static final JsonFactory JSON = new JsonFactory();

    private FlatJson() {}

    /**
     * A plain value, or the begin of an object or list.
     *
     * @param path names and numbers from 0, such as {@code /return/0/device}; empty for the outermost
     * @param text empty for an object or a list
     * @param offset of its first character
     */
    record Leaf(String path, String text, int offset) {

        /** The path of what it stands in. */
        String parent() {
            return path.substring(0, Math.max(0, path.lastIndexOf('/')));
        }

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** One level of nesting: the path to it, and in a list the number of the next element. */
    private static final class Level {
        private final String path;
        private final boolean list;
        private int next;

        Level(String path, boolean list) {
            this.path = path;
            this.list = list;
        }
    }

    /** All values in their order; empty when the text is no JSON, or goes on after it. */
    static Optional<List<Leaf>> read(String text) {
        List<Leaf> leaves = new ArrayList<>();
        Deque<Level> levels = new ArrayDeque<>();
        try (JsonParser json = JSON.createParser(new StringReader(text))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (levels.isEmpty() && !leaves.isEmpty()) {
                    return Optional.empty();
                } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                    levels.pop();
                } else if (token != JsonToken.FIELD_NAME) {
                    String path = path(levels, json);
                    boolean plain = token.isScalarValue();
                    int offset = (int) json.currentTokenLocation().getCharOffset();
                    leaves.add(new Leaf(path, plain ? json.getText() : "", offset));
                    if (!plain) {
                        levels.push(new Level(path, token == JsonToken.START_ARRAY));
                    }
                }
            }
        } catch (IOException torn) {
            return Optional.empty();
        }
        return leaves.isEmpty() ? Optional.empty() : Optional.of(leaves);
    }

    private static String path(Deque<Level> levels, JsonParser json) throws IOException {
        Level in = levels.peek();
        if (in == null) {
            return "";
        }
        return in.path + "/" + (in.list ? in.next++ : json.currentName());
    }
}
