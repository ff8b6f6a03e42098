package dev.backupdoctor.core.value;

/**
 * An amount of bytes; may be negative as the difference of two sizes.
 *
 * @param bytes the amount, exact
 */
public record Size(long bytes) implements Comparable<Size> {

    public static Size ofKib(long kib) {
        return new Size(Math.multiplyExact(kib, 1024L));
    }

    @Override
    public int compareTo(Size other) {
        return Long.compare(bytes, other.bytes);
    }
}
