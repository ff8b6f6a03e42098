package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what {@code qemu-img info} prints, as text or JSON, and what a running QEMU answers of its block devices.
 *
 * <pre>
 * { "filename": "/var/lib/libvirt/images/web01.qcow2", "format": "qcow2",
 *   "format-specific": { "type": "qcow2", "data": { "compat": "1.1",
 *     "bitmaps": [ { "flags": [ "in-use", "auto" ], "name": "virtnbdbackup.0", "granularity": 65536 } ] } } }
 * </pre>
 *
 * <p>Format: QEMU's QAPI schema, ImageInfo and BlockDirtyInfo. Each image in a backing chain is a look of its own.
 */
final class ImageReader {

    private final Excerpt text;
    private final Sink sink;

    ImageReader(Excerpt text, Sink sink) {
        this.text = text;
        this.sink = sink;
    }

    /** What {@code qemu-img info} printed; {@code shared} when it is known whether it took the image's lock. */
    void info(Optional<Boolean> shared) {
        Optional<List<FlatJson.Leaf>> json = FlatJson.read(text.text());
        if (json.isPresent()) {
            Map<String, FlatJson.Leaf> values = byPath(json.get());
            for (String root : roots(values)) {
                image(values, root, shared);
            }
        } else {
            ImageText.read(text).forEach(look -> tell(look, shared));
        }
    }

    /** The {@code <disk>.<checkpoint>.qcow.json} of a backup set. */
    void saved(String path) {
        String name = Options.baseName(path);
        Map<String, FlatJson.Leaf> values = byPath(FlatJson.read(text.text()).orElse(List.of()));
        if (!values.containsKey("/filename") || name.indexOf('.') < 1) {
            return;
        }
        sink.event(
                new VirtnbdEvent.SavedImage(
                        SetName.directory(path),
                        name.substring(0, name.indexOf('.')),
                        value(values, "/filename"),
                        value(values, "/format-specific/data/compat")),
                text.line(0));
    }

    /** The answer of {@code query-block} or {@code query-named-block-nodes}, or the part of it that jq left. */
    void monitor(Optional<String> domain) {
        Optional<List<FlatJson.Leaf>> json = FlatJson.read(text.text());
        Map<String, FlatJson.Leaf> values = byPath(json.orElse(List.of()));
        List<FlatJson.Leaf> bitmaps = json.orElse(List.of()).stream()
                .filter(l -> l.name().equals("name") && values.containsKey(l.parent() + "/recording"))
                .toList();
        if (bitmaps.isEmpty()) {
            return;
        }
        Place look = text.line(bitmaps.get(0).offset());
        for (FlatJson.Leaf bitmap : bitmaps) {
            boolean broken = value(values, bitmap.parent() + "/inconsistent")
                    .filter("true"::equals)
                    .isPresent();
            State state = broken ? State.INCONSISTENT : State.OK;
            bitmap(
                    new ImageText.Look.BitmapLine(
                            bitmap.text(),
                            state == State.OK,
                            text.place(
                                    bitmap.offset(),
                                    bitmap.offset() + bitmap.text().length() + 2)),
                    state,
                    Optional.empty(),
                    look);
        }
        sink.event(
                new VirtnbdEvent.Image(
                        Optional.empty(),
                        domain.map(Utf8::decode),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(false),
                        bitmaps.size(),
                        look),
                look);
        sink.covers(VirtnbdEvent.Bitmap.class, Map.of("look", look));
    }

    /** Where the images stand: the outermost object, or each element of the outermost list. */
    private static List<String> roots(Map<String, FlatJson.Leaf> values) {
        return values.containsKey("/filename")
                ? List.of("")
                : values.keySet().stream()
                        .filter(p -> p.matches("/\\d{1,4}/filename"))
                        .map(p -> p.substring(0, p.lastIndexOf('/')))
                        .sorted()
                        .toList();
    }

    private void image(Map<String, FlatJson.Leaf> values, String root, Optional<Boolean> shared) {
        FlatJson.Leaf file = values.get(root + "/filename");
        Place look = text.line(file == null ? 0 : file.offset());
        String data = root + "/format-specific/data";
        List<ImageText.Look.BitmapLine> bitmaps = values.values().stream()
                .filter(l -> l.path().matches(java.util.regex.Pattern.quote(data) + "/bitmaps/\\d{1,5}/name"))
                .sorted(java.util.Comparator.comparingInt(FlatJson.Leaf::offset))
                .map(l -> new ImageText.Look.BitmapLine(
                        l.text(),
                        values.values().stream()
                                .noneMatch(f -> f.path().startsWith(l.parent() + "/flags/")
                                        && f.text().equals("in-use")),
                        text.place(l.offset(), l.offset() + l.text().length() + 2)))
                .toList();
        Optional<Placed<String>> compat = Optional.ofNullable(values.get(data + "/compat"))
                .map(c -> new Placed<>(
                        c.text(), text.place(c.offset(), c.offset() + c.text().length() + 2)));
        tell(
                new ImageText.Look(
                        look, value(values, root + "/filename"), value(values, root + "/format"), compat, bitmaps),
                shared);
    }

    private void tell(ImageText.Look look, Optional<Boolean> shared) {
        for (ImageText.Look.BitmapLine b : look.bitmaps()) {
            bitmap(b, b.closed() ? State.OK : State.IN_USE, look.image(), look.at());
        }
        sink.event(
                new VirtnbdEvent.Image(
                        look.image(),
                        Optional.empty(),
                        look.format(),
                        look.compat(),
                        shared,
                        look.bitmaps().size(),
                        look.at()),
                look.at());
        sink.covers(VirtnbdEvent.Bitmap.class, Map.of("look", look.at()));
    }

    private void bitmap(ImageText.Look.BitmapLine bitmap, State state, Optional<String> image, Place look) {
        sink.event(new VirtnbdEvent.Bitmap(image, Utf8.decode(bitmap.name()), state, look), bitmap.at());
    }

    private static Map<String, FlatJson.Leaf> byPath(List<FlatJson.Leaf> leaves) {
        Map<String, FlatJson.Leaf> values = new HashMap<>();
        leaves.forEach(l -> values.putIfAbsent(l.path(), l));
        return values;
    }

    private static Optional<String> value(Map<String, FlatJson.Leaf> values, String path) {
        return Optional.ofNullable(values.get(path)).map(l -> Utf8.decode(l.text()));
    }
}
