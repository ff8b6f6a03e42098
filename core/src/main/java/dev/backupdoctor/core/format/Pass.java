package dev.backupdoctor.core.format;

import java.util.Collection;
import java.util.Map;

/** One way to read the sources of a format. */
record Pass(Format format, Plan plan, Plan.Literals literals) {

    /** Everything but what is sought by a value. */
    static Pass first(Format format) {
        return new Pass(format, format.plan(), format.search());
    }

    /** Nothing but what is sought. */
    static Pass seeking(Format format, Map<String, ? extends Collection<Wanted>> wanted) {
        Plan plan = format.plan().seeking(wanted);
        return new Pass(format, plan, Plan.Literals.of(plan.probes()));
    }
}
