package dev.backupdoctor.core.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Proves that a fix holds, by doing what had failed. It leaves no trace: what it makes lies in its scratch directory,
 * which is removed afterwards. It is interrupted when its budget is used up.
 */
@FunctionalInterface
public interface Verifier {

    /**
     * Does it.
     *
     * @throws IOException when it could not be tried; the message says why, and what to try
     * @throws InterruptedException when the thread was interrupted; everything it began is ended then
     */
    Verdict verify(Task task) throws IOException, InterruptedException;

    /**
     * What to prove, and with what.
     *
     * @param arguments those of the rule's {@code verify NAME(...)}, in their order, as text
     * @param scratch an empty directory
     * @param time that it may take
     * @param bytes that it may write
     * @param told takes a sentence about each thing that was done
     */
    record Task(List<String> arguments, Path scratch, Duration time, long bytes, Consumer<String> told) {
        public Task {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * What came of it.
     *
     * @param text one sentence
     * @param figures what was measured, with units
     */
    record Verdict(boolean holds, String text, SortedMap<String, String> figures) {
        public Verdict {
            figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
        }

        public static Verdict holds(String text) {
            return new Verdict(true, text, new TreeMap<>());
        }

        public static Verdict fails(String text) {
            return new Verdict(false, text, new TreeMap<>());
        }
    }
}
