package dev.backupdoctor.nbd.backup;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** Where the data of one run go: part of a set all together, or not at all. */
interface PointFiles {

    /**
     * Saves disks.
     *
     * @param workers disks at once; empty for as many as are good
     */
    void save(List<DiskSelection.Chosen> disks, OptionalInt workers, DiskSaver saver, Moment moment) throws IOException;

    /** Makes all that was saved last. */
    void complete() throws IOException;

    /** Removes what was not completed. */
    void discard();
}
