package dev.backupdoctor.core.report;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Places as SARIF has them: files are URI references, columns count UTF-16 units. */
final class SarifPlace {

    private static final String KEPT = "-._~/!";

    private SarifPlace() {}

    /** Field {@code physicalLocation}. */
    static void location(JsonFields json, Place place) throws IOException {
        json.object("physicalLocation", it -> {
            artifact(it, place);
            if (place.line() > 0) {
                it.object("region", region -> region(region, place));
            }
        });
    }

    /** Field {@code artifactLocation}. */
    static void artifact(JsonFields json, Place place) throws IOException {
        json.object("artifactLocation", it -> it.text("uri", uri(place.file())));
    }

    /** Fields of a region: the part that is marked, or the line where nothing is. */
    static void region(JsonFields json, Place place) throws IOException {
        json.number("startLine", place.line());
        if (place.length() > 0) {
            json.number("startColumn", column(place.text(), place.column() - 1));
            json.number("endColumn", column(place.text(), place.column() - 1 + place.length()));
        }
        if (!place.text().isEmpty()) {
            json.object("snippet", it -> it.text("text", Utf8.decode(marked(place))));
        }
    }

    private static String marked(Place place) {
        String line = place.text();
        int from = Math.min(place.column() - 1, line.length());
        return place.length() == 0 ? line : line.substring(from, Math.min(from + place.length(), line.length()));
    }

    /** A column from 1, of a byte's index in a line whose end may be cut off. */
    private static int column(String bytes, int index) {
        int inside = Math.min(index, bytes.length());
        byte[] head = bytes.substring(0, inside).getBytes(StandardCharsets.ISO_8859_1);
        return new String(head, StandardCharsets.UTF_8).length() + index - inside + 1;
    }

    /** A colon would make a relative name look like a scheme. */
    static String uri(String file) {
        StringBuilder out = new StringBuilder(file.startsWith("/") ? "file://" : "");
        for (byte b : file.getBytes(StandardCharsets.UTF_8)) {
            boolean kept =
                    (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || KEPT.indexOf(b) >= 0;
            out.append(kept ? Character.toString(b) : String.format("%%%02X", b));
        }
        return out.toString();
    }
}
