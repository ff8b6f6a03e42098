package dev.backupdoctor.core.collect;

import dev.backupdoctor.core.source.Taken;
import dev.backupdoctor.core.spi.Collector;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the files that a collector wants. Links are not followed below the directories that were named. */
final class FileSearch {

    private record Found(Path path, Instant modified, long bytes) {}

    private final List<PathMatcher> patterns;
    private final List<Found> found = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private int leftOut;

    private FileSearch(List<String> patterns) {
        this.patterns = patterns.stream()
                .map(p -> FileSystems.getDefault().getPathMatcher("glob:" + p))
                .toList();
    }

    /** What was found, and what was not. */
    record Result(List<Taken> taken, Outcome.State state, String reason) {}

    /** Looks; an interrupt ends it with what was found so far. */
    static Result find(Collector.Files wanted, long maxBytes) {
        FileSearch search = new FileSearch(wanted.patterns());
        for (Path root : wanted.below()) {
            search.look(root);
        }
        return search.result(wanted, maxBytes);
    }

    private void look(Path named) {
        try {
            Path root = named.toRealPath();
            if (Files.isRegularFile(root)) {
                found(root, Files.readAttributes(root, BasicFileAttributes.class));
            } else {
                Files.walkFileTree(root, new Below(root));
            }
        } catch (java.nio.file.NoSuchFileException e) {
            absent.add(named.toString());
        } catch (IOException e) {
            unread.add(named + ": " + reason(e));
        }
    }

    private void found(Path path, BasicFileAttributes attributes) {
        found.add(new Found(path, attributes.lastModifiedTime().toInstant(), attributes.size()));
    }

    private Result result(Collector.Files wanted, long maxBytes) {
        // The newest tell most; of one time the order must not depend on the directory's.
        found.sort(Comparator.comparing(Found::modified).reversed().thenComparing(Found::path));
        List<Taken> taken = new ArrayList<>();
        long bytes = 0;
        for (Found file : found) {
            if (bytes + file.bytes() > maxBytes) {
                leftOut++;
                continue;
            }
            bytes += file.bytes();
            taken.add(new Taken.OfFile(file.path(), file.bytes(), wanted.logs()));
        }
        return new Result(taken, state(wanted.expected()), reason(wanted.expected(), maxBytes));
    }

    private Outcome.State state(boolean expected) {
        boolean missing = expected && !absent.isEmpty();
        if (found.isEmpty() && (missing || !unread.isEmpty())) {
            return Outcome.State.FAILED;
        } else if (missing || !unread.isEmpty() || leftOut > 0) {
            return Outcome.State.CUT;
        }
        return found.isEmpty() && !absent.isEmpty() ? Outcome.State.ABSENT : Outcome.State.DONE;
    }

    private String reason(boolean expected, long maxBytes) {
        List<String> reasons = new ArrayList<>(unread.stream().limit(3).toList());
        if (unread.size() > 3) {
            reasons.add("and " + (unread.size() - 3) + " more that cannot be read");
        }
        if (expected || found.isEmpty()) {
            absent.forEach(a -> reasons.add(a + " is not there"));
        }
        if (leftOut > 0) {
            reasons.add((leftOut == 1 ? "1 file" : leftOut + " files") + " left out: more than " + (maxBytes >> 20)
                    + " MiB");
        }
        return String.join("; ", reasons);
    }

    private static String reason(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        String message = e instanceof java.nio.file.FileSystemException f ? f.getReason() : e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** The walk below one directory. */
    private final class Below extends SimpleFileVisitor<Path> {

        private final Path root;

        Below(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return Thread.currentThread().isInterrupted() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Path relative = root.relativize(file);
            if (attributes.isRegularFile() && patterns.stream().anyMatch(p -> p.matches(relative))) {
                found(file, attributes);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            unread.add(file + ": " + reason(e));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @org.jspecify.annotations.Nullable IOException e) {
            if (e != null) {
                unread.add(directory + ": " + reason(e));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
