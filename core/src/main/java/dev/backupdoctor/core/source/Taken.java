package dev.backupdoctor.core.source;

import java.nio.file.Path;

/** Something that a collector took: by where it lies, or by what it said. */
public sealed interface Taken {

    /** Under which it is shown. */
    String name();

    long bytes();

    /**
     * A file as it was when it was found. What is appended later is not read, so that reading it twice gives the same.
     *
     * @param path read without following a link in its last part
     * @param bytes its length then
     * @param log it is only ever appended to
     */
    record OfFile(Path path, String name, long bytes, boolean log) implements Taken {

        /** A file under its own path. */
        public OfFile(Path path, long bytes, boolean log) {
            this(path, Names.shown(path), bytes, log);
        }
    }

    /**
     * What a program or an interface said.
     *
     * @param text one char per byte
     */
    record OfText(Source source, String text) implements Taken {

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public long bytes() {
            return text.length();
        }
    }
}
