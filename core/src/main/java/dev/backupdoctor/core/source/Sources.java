package dev.backupdoctor.core.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user named, as sources: files, directories with all below them, archives and compressed files opened in
 * place, and {@code -} for standard input.
 *
 * <p>The order is always the same: names as given, entries of a directory by the bytes of their names, members as they
 * stand in their archive. Nothing is unpacked to disk. Each file is read once, however many names and links lead to it;
 * a link into a named directory is passed over, as the file is read under its own name. {@code .git} is passed over.
 */
public final class Sources {

    /** The name of standard input. */
    public static final String STDIN = "-";

    private Sources() {}

    /** Takes the sources, one after the other. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * A source.
         *
         * <p>Where the content is truncated or damaged, or a limit is met, reading throws a {@link CutException} after
         * the last good byte. The visitor may let it pass or catch it; the problem is listed either way. Any other
         * {@link IOException} ends the walk. Bytes may be left unread.
         *
         * @param content the decompressed bytes; closed by the walk
         */
        void visit(Source source, InputStream content) throws IOException;
    }

    /**
     * Walks everything, and gives what could not be read, in the order it was met.
     *
     * @param named paths, and perhaps {@link #STDIN}
     * @param stdin read when it is named; never closed
     * @param limits for each of the named inputs
     * @throws IOException what the visitor threw of its own
     */
    public static List<Problem> walk(List<String> named, InputStream stdin, Limits limits, Visitor visitor)
            throws IOException {
        return new Walk(named, limits, visitor).walk(stdin);
    }

    /** Those of the named paths that do not exist: a slip of the user, to be told before anything is read. */
    public static List<String> missing(List<String> named) {
        return named.stream()
                .filter(name -> !name.equals(STDIN))
                .filter(name -> path(name).map(Files::notExists).orElse(true))
                .toList();
    }

    /** The path of that name; empty when the locale cannot express it. */
    static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
