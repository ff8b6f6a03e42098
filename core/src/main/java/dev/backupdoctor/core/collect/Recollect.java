package dev.backupdoctor.core.collect;

import dev.backupdoctor.core.finding.Diagnosis;
import java.io.IOException;

/** Looks at this host anew, with the options of one check, and says what is wrong now. */
@FunctionalInterface
public interface Recollect {

    /**
     * Collects and diagnoses. Nothing of an earlier run is used again but what was measured then.
     *
     * @throws IOException when the host cannot be looked at; single collectors that cannot run are problems of the
     *     diagnosis
     */
    Diagnosis diagnose() throws IOException;
}
