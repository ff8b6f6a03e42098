package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.UserFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads rule and format files of the user. */
final class RuleFiles {

    private RuleFiles() {}

    /** All files of paths that the user named; it is an error to name what is no rule file. */
    static List<UserFile> named(List<Path> paths) throws IOException, UsageError {
        List<UserFile> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new UsageError("there is no file " + path);
            } else if (!Files.isDirectory(path) && !isRuleFile(path)) {
                throw new UsageError(path + " is no rule: names of rules end in .rule, those of formats in .format");
            }
            files.addAll(in(path));
        }
        return files;
    }

    /** The file itself, or all rule and format files in and below a directory, by name. */
    static List<UserFile> in(Path path) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(path)) {
            try (Stream<Path> inside = Files.walk(path)) {
                inside.filter(f -> isRuleFile(f) && Files.isRegularFile(f))
                        .sorted()
                        .forEach(found::add);
            }
        } else {
            found.add(path);
        }
        List<UserFile> files = new ArrayList<>();
        for (Path file : found) {
            files.add(new UserFile(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        }
        return files;
    }

    static boolean isRuleFile(Path file) {
        return file.toString().endsWith(".rule") || file.toString().endsWith(".format");
    }
}
