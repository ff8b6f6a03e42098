package dev.backupdoctor.core.source;

import dev.backupdoctor.core.value.Utf8;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Names of files: as bytes, and as formats know them. */
final class Names {

    private static final List<String> ENDINGS = List.of(".gz", ".xz", ".zst", ".bz2", ".lzma");

    private Names() {}

    /**
     * The last element of a path as its bytes, one char per byte. The path's own text would have lost those that the
     * locale cannot decode; its URI keeps them.
     */
    static String bytes(Path path) {
        Path last = path.getFileName();
        String text = last == null ? "" : last.toString();
        if (text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            return text;
        }
        String uri = path.toUri().getRawPath();
        String whole = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        String name = whole.substring(whole.lastIndexOf('/') + 1).replace("+", "%2B");
        return URLDecoder.decode(name, StandardCharsets.ISO_8859_1);
    }

    /** A path as it is shown: different names stay different, whatever bytes they hold. */
    static String shown(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            return path.toString();
        }
        String above = shown(parent);
        return (above.endsWith("/") ? above : above + "/") + Utf8.decode(bytes(path));
    }

    /** The last element of a shown name, without the endings that compressions give. */
    static String fileName(String shown) {
        String name = shown.substring(shown.lastIndexOf('/') + 1);
        for (int i = 0; i < ENDINGS.size(); i++) {
            String ending = ENDINGS.get(i);
            if (name.length() > ending.length() && name.endsWith(ending)) {
                name = name.substring(0, name.length() - ending.length());
                i = -1;
            }
        }
        return name;
    }
}
