package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.NbdUri;
import java.io.IOException;

/** The disks of a domain as they are at one moment, held and served until it is closed. */
interface Moment extends AutoCloseable {

    /** Where a disk is served. */
    NbdUri uri(DiskSelection.Chosen disk);

    /** The bitmap of a disk that says what was written since the parent of the point. */
    String bitmap(DiskSelection.Chosen disk);

    /**
     * The reason behind a failure to read, where there is one that can be asked for: a server that is gone says nothing
     * itself.
     */
    default NbdException explained(NbdException failure) {
        return failure;
    }

    /**
     * Looks whether the moment is held at the guest's expense. Is called now and then while it is read, and after that.
     *
     * @throws NbdException when the guest cannot go on because of it
     */
    default void check() throws NbdException {}

    @Override
    void close() throws IOException;
}
