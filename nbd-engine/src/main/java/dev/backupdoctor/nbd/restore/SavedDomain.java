package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.libvirt.DomainXml;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The description of the domain that was saved with a point: {@code vmconfig.virtnbdbackup.1.xml}. */
final class SavedDomain {
    private SavedDomain() {}

    /** The description that was saved last, up to the point of the chain; empty when there is none. */
    static Optional<DomainXml> of(Path directory, Chain chain) throws IOException {
        for (DataFile file : newestFirst(chain)) {
            Path xml = directory.resolve("vmconfig." + ident(file) + ".xml");
            if (Files.exists(xml)) {
                return Optional.of(DomainXml.parse(Files.readString(xml)));
            }
        }
        return Optional.empty();
    }

    static List<DataFile> newestFirst(Chain chain) {
        List<DataFile> files = new ArrayList<>(chain.files());
        Collections.reverse(files);
        return files;
    }

    /** What the names of all files end with that were saved together with a data file. */
    static String ident(DataFile file) {
        return switch (file.name().level()) {
            case COPY -> "copy";
            case DIFF -> file.name().ident();
            case FULL, INC -> file.meta().checkpointName();
        };
    }
}
