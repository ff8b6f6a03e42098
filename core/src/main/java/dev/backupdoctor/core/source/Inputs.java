package dev.backupdoctor.core.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Everything that an analysis reads, whoever brought it. */
public interface Inputs {

    /**
     * Walks everything once, and gives what could not be read.
     *
     * @throws IOException what the visitor threw of its own
     */
    List<Problem> walk(Sources.Visitor visitor) throws IOException;

    /** Walks once more over what can be read twice; what has gone by, such as standard input, is left out. */
    List<Problem> again(Sources.Visitor visitor) throws IOException;

    /**
     * What the user named.
     *
     * @param paths files, directories, archives, and {@code -} for standard input
     */
    static Inputs named(List<String> paths, InputStream stdin) {
        return new Inputs() {
            @Override
            public List<Problem> walk(Sources.Visitor visitor) throws IOException {
                return Sources.walk(paths, stdin, Limits.DEFAULT, visitor);
            }

            @Override
            public List<Problem> again(Sources.Visitor visitor) throws IOException {
                List<String> twice =
                        paths.stream().filter(p -> !p.equals(Sources.STDIN)).toList();
                return Sources.walk(twice, InputStream.nullInputStream(), Limits.DEFAULT, visitor);
            }
        };
    }
}
