package dev.backupdoctor.nbd.set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** What {@code qemu-img info} said about an image when it was backed up: {@code vda.virtnbdbackup.0.qcow.json}. */
final class ImageReport {
    private static final String SUFFIX = ".qcow.json";
    private static final JsonMapper JSON = new JsonMapper();

    private ImageReport() {}

    /** The report of a disk that was made together with a checkpoint, a copy or a second of the epoch. */
    static String name(String disk, String ident) {
        return disk + "." + ident + SUFFIX;
    }

    /** All reports of a disk. */
    static List<String> names(String disk, Collection<String> fileNames) {
        return fileNames.stream()
                .filter(name -> name.startsWith(disk + ".") && name.endsWith(SUFFIX))
                .toList();
    }

    /** Bytes of the disk; empty when the report cannot be read, which is no harm to the data. */
    static OptionalLong virtualSize(Path report) {
        try {
            JsonNode size = JSON.readTree(report.toFile()).path("virtual-size");
            return size.canConvertToLong() && size.isIntegralNumber()
                    ? OptionalLong.of(size.longValue())
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
