package dev.backupdoctor.core.format;

import java.util.List;
import java.util.Optional;

/**
 * How sources of a format are recognised.
 *
 * @param files shapes of file names
 * @param signs shapes of lines
 */
record Recognition(List<Shape> files, List<Shape> signs) {

    Recognition {
        files = List.copyOf(files);
        signs = List.copyOf(signs);
    }

    /** A fitting shape with what it captured. */
    record Fit(Shape shape, Shape.Match match, String name) {}

    /** The first shape that fits a file name, as it is or without some of its rotation stamps. */
    Optional<Fit> fit(String fileName) {
        Optional<String> name = Optional.of(fileName);
        while (name.isPresent()) {
            String tried = name.get();
            for (Shape shape : files) {
                if (shape.match(tried, 0, tried.length()) instanceof Shape.Match m) {
                    return Optional.of(new Fit(shape, m, tried));
                }
            }
            name = Rotation.shorter(tried);
        }
        return Optional.empty();
    }

    /**
     * Of which log a file is a part. A stamp that its shape needs is no rotation: {@code log.20261120.0} and
     * {@code log.20261120.1} are two logs to who calls them so. A file known by its content alone must be called a log.
     */
    Rotation rotation(String fileName) {
        Optional<Fit> fit = fit(fileName);
        if (fit.isPresent()) {
            return Rotation.of(shortest(fit.get().shape(), fit.get().name()), fileName);
        }
        String stem = Rotation.stem(fileName);
        return Rotation.of(stem.endsWith(".log") ? stem : fileName, fileName);
    }

    private static String shortest(Shape shape, String name) {
        return Rotation.shorter(name)
                .filter(s -> shape.match(s, 0, s.length()) instanceof Shape.Match)
                .map(s -> shortest(shape, s))
                .orElse(name);
    }

    /** The first sign that fits a line. */
    Optional<Shape> sign(String line, int from) {
        return signs.stream()
                .filter(s -> s.literals().stream().anyMatch(line::contains))
                .filter(s -> s.match(line, from, line.length()) instanceof Shape.Match)
                .findFirst();
    }
}
