package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.source.Source;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of directories, as sources are named in a case. */
final class SetName {

    private static final Pattern LOG = Pattern.compile("backup\\.(?:full|inc|diff|copy|auto)\\.\\d{8,20}\\.log");

    private SetName() {}

    /** The directory of a source: its backup set, if it lies in one. */
    static String of(Source source) {
        return directory(source.name());
    }

    /** The directory part of a path. */
    static String directory(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
    }

    /** The backup set of a log that virtnbdbackup itself put there. */
    static Optional<String> ofLog(Source source) {
        return LOG.matcher(source.fileName()).matches() ? Optional.of(of(source)) : Optional.empty();
    }
}
