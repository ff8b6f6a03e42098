package dev.backupdoctor.cli;

import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs as they were named. */
final class InputPaths {

    private static final int LISTED = 1000;

    private InputPaths() {}

    /**
     * Refuses inputs none of which is there. If only some are missing, the analysis goes on and lists them as problems.
     */
    static void check(List<String> paths) throws UsageError {
        if (Sources.missing(paths).size() == paths.size()) {
            String wrong = paths.get(0);
            String hint = hint(wrong);
            String all = paths.size() > 1 ? ", nor any other of the " + paths.size() + " inputs" : "";
            throw new UsageError("there is no file " + wrong + all + (hint.isEmpty() ? "" : "; " + hint));
        }
    }

    private static String hint(String wrong) {
        try {
            Path path = Path.of(wrong);
            Path name = path.getFileName();
            Path directory = path.toAbsolutePath().getParent();
            if (name == null || directory == null) {
                return "";
            }
            try (Stream<Path> files = Files.list(directory)) {
                List<String> names = files.limit(LISTED)
                        .map(f -> String.valueOf(f.getFileName()))
                        .toList();
                return Nearest.hint(name.toString(), names);
            }
        } catch (InvalidPathException e) {
            return "its name cannot be read in this locale: set LC_ALL=C.UTF-8";
        } catch (IOException e) {
            // Only the suggestion is lost; what was asked for is missing all the same.
            return "";
        }
    }
}
