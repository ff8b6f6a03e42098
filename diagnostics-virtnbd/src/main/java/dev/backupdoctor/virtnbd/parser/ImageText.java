package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code qemu-img info} prints for people.
 *
 * <pre>
 * image: /var/lib/libvirt/images/web01.qcow2
 * file format: qcow2
 * Format specific information:
 *     compat: 1.1
 *     bitmaps:
 *         [0]:
 *             flags:
 *                 [0]: in-use
 *                 [1]: auto
 *             name: virtnbdbackup.0
 * </pre>
 *
 * <p>Nesting is by blanks; the order of entries is not fixed.
 */
final class ImageText {

    private final Excerpt text;
    private final List<Look> looks = new ArrayList<>();
    private @Nullable Draft image;

    private ImageText(Excerpt text) {
        this.text = text;
    }

    /**
     * One image.
     *
     * @param at its first line
     */
    record Look(
            Place at,
            Optional<String> image,
            Optional<String> format,
            Optional<Placed<String>> compat,
            List<BitmapLine> bitmaps) {

        /**
         * A bitmap.
         *
         * @param closed true without the flag in-use
         */
        record BitmapLine(String name, boolean closed, Place at) {}
    }

    /** An image while it is read. */
    private static final class Draft {
        private final Place at;
        private final String path;
        private Optional<String> format = Optional.empty();
        private Optional<Placed<String>> compat = Optional.empty();
        private final List<Look.BitmapLine> bitmaps = new ArrayList<>();
        /** Blanks before {@code bitmaps:}; -1 outside of it. */
        private int bitmapsAt = -1;

        private Optional<Placed<String>> name = Optional.empty();
        private boolean inUse;

        Draft(Place at, String path) {
            this.at = at;
            this.path = path;
        }

        void endBitmap() {
            name.ifPresent(n -> bitmaps.add(new Look.BitmapLine(n.value(), !inUse, n.place())));
            name = Optional.empty();
            inUse = false;
        }
    }

    /** The images described, in their order. */
    static List<Look> read(Excerpt text) {
        var reading = new ImageText(text);
        text.lines().forEach(reading::line);
        reading.end();
        return reading.looks;
    }

    private void line(Excerpt.Numbered line) {
        if (line.text().startsWith("image: ")) {
            end();
            image = new Draft(
                    text.source().place(line.number()),
                    Utf8.decode(line.text().substring(7).strip()));
        } else if (image != null) {
            line(image, line);
        }
    }

    private void line(Draft draft, Excerpt.Numbered line) {
        String entry = line.text().strip();
        int indent = line.text().indexOf(entry);
        if (draft.bitmapsAt >= 0 && indent <= draft.bitmapsAt) {
            draft.endBitmap();
            draft.bitmapsAt = -1;
        }
        if (entry.startsWith("file format: ") && draft.format.isEmpty()) {
            draft.format = Optional.of(Utf8.decode(entry.substring(13)));
        } else if (entry.startsWith("compat: ") && draft.compat.isEmpty()) {
            draft.compat =
                    Optional.of(new Placed<>(entry.substring(8), text.source().place(line.number())));
        } else if (entry.equals("bitmaps:")) {
            draft.bitmapsAt = indent;
        } else if (draft.bitmapsAt >= 0) {
            bitmap(draft, entry, indent, line.number());
        }
    }

    private void bitmap(Draft draft, String entry, int indent, int number) {
        if (indent == draft.bitmapsAt + 4 && entry.endsWith("]:")) {
            draft.endBitmap();
        } else if (entry.startsWith("name: ")) {
            draft.name = Optional.of(
                    new Placed<>(entry.substring(6).strip(), text.source().place(number)));
        } else if (entry.endsWith("]: in-use")) {
            draft.inUse = true;
        }
    }

    private void end() {
        if (image != null) {
            image.endBitmap();
            looks.add(new Look(
                    image.at, Optional.of(image.path), image.format, image.compat, List.copyOf(image.bitmaps)));
            image = null;
        }
    }
}
