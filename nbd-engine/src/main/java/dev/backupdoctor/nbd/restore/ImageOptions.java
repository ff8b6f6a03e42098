package dev.backupdoctor.nbd.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How a restored image is made.
 *
 * @param format of the image, as qemu-img names it
 * @param options for the format, in the order they are given
 * @param compressed whether its clusters are
 */
public record ImageOptions(String format, Map<String, String> options, boolean compressed) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String QCOW2 = "qcow2";
    private static final String RAW = "raw";

    /** Copies the options. */
    public ImageOptions {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** A raw image. */
    public static ImageOptions raw() {
        return new ImageOptions(RAW, Map.of(), false);
    }

    /** A qcow2 image as the installed qemu makes it. */
    public static ImageOptions qcow2() {
        return new ImageOptions(QCOW2, Map.of(), false);
    }

    /**
     * An image like the one that was backed up.
     *
     * @param report what {@code qemu-img info --output=json} said then: {@code vda.virtnbdbackup.0.qcow.json}
     * @throws IOException when it cannot be read
     */
    public static ImageOptions ofReport(Path report) throws IOException {
        JsonNode image = JSON.readTree(report.toFile());
        if (!image.path("format").asText(QCOW2).equals(QCOW2)) {
            return new ImageOptions(image.path("format").asText(), Map.of(), false);
        }
        JsonNode data = image.path("format-specific").path("data");
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "compat", data.path("compat"));
        put(options, "cluster_size", image.path("cluster-size"));
        put(options, "refcount_bits", data.path("refcount-bits"));
        put(options, "lazy_refcounts", data.path("lazy-refcounts"));
        put(options, "extended_l2", data.path("extended-l2"));
        put(options, "compression_type", data.path("compression-type"));
        if ("0.10".equals(options.get("compat"))) {
            // The old version of the format has none of these, and qemu-img refuses to be told so.
            options.keySet().retainAll(Set.of("compat", "cluster_size"));
        }
        return new ImageOptions(QCOW2, options, false);
    }

    /** Whether it is a raw image. */
    boolean isRaw() {
        return RAW.equals(format);
    }

    /** The same, taking more or less room. */
    public ImageOptions with(Allocation allocation) {
        return switch (allocation) {
            case THIN -> this;
            case COMPRESSED -> isRaw() ? this : new ImageOptions(format, options, true);
            case FULL -> {
                Map<String, String> more = new LinkedHashMap<>(options);
                more.put("preallocation", "full");
                yield new ImageOptions(format, more, false);
            }
        };
    }

    private static void put(Map<String, String> options, String name, JsonNode value) {
        if (value.isBoolean()) {
            // Off is what every qemu means when nothing is said; some do not know the option.
            if (value.booleanValue()) {
                options.put(name, "on");
            }
        } else if (value.isValueNode() && !value.isNull()) {
            options.put(name, value.asText());
        }
    }
}
