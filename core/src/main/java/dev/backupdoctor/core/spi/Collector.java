package dev.backupdoctor.core.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One thing that a product can look at on a running host. Data as far as can be: the core runs it, bounded in time and
 * size, and what it brings is read as any other source is. It only reads.
 *
 * @param name unique within the product, lower case; names what it brings: {@code job-views}
 * @param way how it is had
 * @param formats names of the formats that read what it brings: when it cannot run, rules that need their kinds are
 *     open
 * @param bounds how much it may ask for
 * @param needs what must be so for it to run
 */
public record Collector(String name, Way way, Set<String> formats, Bounds bounds, Needs needs) {

    public Collector {
        formats = Set.copyOf(formats);
    }

    /** A collector with the usual bounds, that needs nothing but leave to read. */
    public Collector(String name, Way way, Set<String> formats) {
        this(name, way, formats, Bounds.USUAL, Needs.NOTHING);
    }

    /** How something is had. */
    public sealed interface Way {}

    /**
     * Files below directories. Links that lead out of them are passed over: who may write there could make root read
     * anything.
     *
     * @param below directories, or single files
     * @param patterns of paths relative to them, as {@link java.nio.file.FileSystem#getPathMatcher} has globs; a file
     *     that was named itself need not fit
     * @param expected the user named them: that one of them is not there is a failure, not just no such product
     * @param logs they are only ever appended to, and each tells of its own times: one that has not changed since the
     *     last check may be left out when only what is new is asked for
     */
    public record Files(List<Path> below, List<String> patterns, boolean expected, boolean logs) implements Way {
        public Files {
            below = List.copyOf(below);
            patterns = List.copyOf(patterns);
        }
    }

    /**
     * What a program prints.
     *
     * @param arguments the program's name, found on a fixed PATH, and its arguments; never passed through a shell
     * @param fileName of the source, by which a format recognises it
     * @param success exit codes with which the output is whole
     */
    public record Command(List<String> arguments, String fileName, Set<Integer> success) implements Way {
        public Command {
            arguments = List.copyOf(arguments);
            success = Set.copyOf(success);
            if (arguments.isEmpty() || arguments.get(0).contains("/")) {
                throw new IllegalArgumentException("a program is named without its directory: " + arguments);
            }
        }
    }

    /**
     * Rows of a query, or the answer of an interface, as text.
     *
     * @param fileName of the source, by which a format recognises it
     */
    public record Call(String fileName, Answer answer) implements Way {}

    /** Asks for something; interrupted when its time is over. */
    @FunctionalInterface
    public interface Answer {
        /**
         * The bytes of the source.
         *
         * @throws IOException when there is no answer; the message says why, and what to try
         */
        byte[] get() throws IOException, InterruptedException;
    }

    /**
     * How much a collector may ask for; what is beyond is left out, and said.
     *
     * @param time from its start
     * @param sizeBytes all that it brings
     */
    public record Bounds(Duration time, long sizeBytes) {

        /** 20 s and 4 GiB. */
        public static final Bounds USUAL = new Bounds(Duration.ofSeconds(20), 4L << 30);

        public Bounds {
            if (time.isNegative() || time.isZero() || sizeBytes < 1) {
                throw new IllegalArgumentException("bounds that let nothing through: " + time + ", " + sizeBytes);
            }
        }
    }

    /**
     * What must be so.
     *
     * @param root only root can do it
     * @param service what must run, in words; empty for nothing
     */
    public record Needs(boolean root, String service) {
        public static final Needs NOTHING = new Needs(false, "");
    }
}
