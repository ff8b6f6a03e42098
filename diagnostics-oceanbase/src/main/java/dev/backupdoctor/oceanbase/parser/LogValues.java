package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.spi.ValuesReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads the key-value tail of a log record.
 *
 * <pre>
 * ls task failed(ret=-4016 *ls_attr={task_id:1, ls_id:{id:1}}, job_id:1, dst:"10.0.0.1:2882", result:-4016})
 * </pre>
 *
 * <p>Written by {@code K(x)}, {@code KR(ret)}, {@code KPC(x)} of deps/oblib/src/lib/oblog/ob_log_print_kv.h, and by
 * hand in places. Keys are compared without {@code *}, closing {@code _} and a unit such as {@code (MB)}. A value is
 * looked up by its path from the outside, and when it is not there, wherever in the tail it stands first, the least
 * deep place before the others: a superfluous or missing brace moves it. An object that is printed as its bare number,
 * {@code ls_id=1} for {@code ls_id={id:1}}, is found under either path. Of a key that stands twice, {@code ret=-4012,
 * ret="OB_TIMEOUT"}, the first is taken. What is torn or unbalanced gives what there is.
 */
public final class LogValues implements ValuesReader {

    @Override
    public Values read(String record) {
        Node root = new ValueScanner(record).read();
        return path -> find(root, path).map(n -> new Slice(record.substring(n.from(), n.to()), n.from()));
    }

    /** The least deep place, and there the first, from which the path leads to a plain value. */
    private static Optional<Node> find(Node root, List<String> path) {
        Deque<Node> queue = new ArrayDeque<>(List.of(root));
        while (!queue.isEmpty()) {
            Node from = queue.remove();
            Optional<Node> found = follow(from, path);
            if (found.isPresent()) {
                return found;
            }
            queue.addAll(from.children());
        }
        return Optional.empty();
    }

    private static Optional<Node> follow(Node from, List<String> path) {
        Node at = from;
        for (int i = 0; i < path.size(); i++) {
            Optional<Node> next = at.child(path.get(i));
            if (next.isEmpty()) {
                boolean bareNumber = i > 0 && i == path.size() - 1 && at.isPlain();
                return bareNumber ? Optional.of(at) : Optional.empty();
            }
            at = next.get();
        }
        return at.isPlain() ? Optional.of(at) : Optional.empty();
    }

    /**
     * A value with its key.
     *
     * @param from where the text of a plain value begins, without quotes
     * @param to where it ends, exclusive
     * @param children of an object or array, in their order; elements of an array have no key
     */
    record Node(String key, int from, int to, List<Node> children) {

        Node {
            children = List.copyOf(children);
        }

        boolean isPlain() {
            return children.isEmpty() && from < to;
        }

        Optional<Node> child(String name) {
            return children.stream().filter(c -> c.key().equals(name)).findFirst();
        }
    }
}
