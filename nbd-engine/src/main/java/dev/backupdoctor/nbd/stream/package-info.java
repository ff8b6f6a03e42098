/**
 * The data file of a backup set: one disk at one point in time as a sparse stream, written and read byte for byte as
 * virtnbdbackup does.
 *
 * <p>A stream is a row of frames. A {@link dev.backupdoctor.nbd.stream.Frame} is the 40 byte head that says what
 * follows: {@code meta} (the {@link dev.backupdoctor.nbd.stream.Meta} as JSON), {@code data} (payload), {@code zero}
 * (nothing), {@code stop}. In a compressed stream each data frame holds LZ4 frames, and what they measure stands in the
 * {@link dev.backupdoctor.nbd.stream.Trailer} at the end. {@link dev.backupdoctor.nbd.stream.StreamIndex} says where
 * everything lies, and finds every way in which a stream can contradict itself; that is a
 * {@link dev.backupdoctor.nbd.stream.StreamException} with the offset of the contradiction.
 *
 * <p>Beside the stream lies the Adler-32 of all its bytes ({@link dev.backupdoctor.nbd.stream.Adler}).
 */
@NullMarked
package dev.backupdoctor.nbd.stream;

import org.jspecify.annotations.NullMarked;
