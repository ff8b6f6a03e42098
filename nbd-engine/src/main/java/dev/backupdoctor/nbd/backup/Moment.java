package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.client.NbdUri;
import java.io.IOException;

/** The disks of a domain as they are at one moment, held and served until it is closed. */
interface Moment extends AutoCloseable {

    /** Where a disk is served. */
    NbdUri uri(DiskSelection.Chosen disk);

    /** The bitmap of a disk that says what was written since the parent of the point. */
    String bitmap(DiskSelection.Chosen disk);

    @Override
    void close() throws IOException;
}
