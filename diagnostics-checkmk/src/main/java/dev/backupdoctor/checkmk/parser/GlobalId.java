package dev.backupdoctor.checkmk.parser;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a backup is called at its target.
 *
 * <pre>
 * Check_MK-cmk+prod+01-mysite-nightly      host cmk-prod-01, site mysite, job nightly
 * Check_MK_Appliance-cma1-system           a job of an appliance
 * </pre>
 *
 * <p>A {@code -} within a name was made a {@code +}. A name that really has a {@code +} is misread; mkbackup itself
 * cannot tell either.
 */
record GlobalId(Optional<String> site, Optional<String> job) {

    static final GlobalId NONE = new GlobalId(Optional.empty(), Optional.empty());

    static GlobalId of(String id) {
        List<String> parts =
                Stream.of(id.split("-", -1)).map(p -> p.replace('+', '-')).toList();
        if (parts.size() == 4 && parts.get(0).equals("Check_MK")) {
            return new GlobalId(Optional.of(parts.get(2)), Optional.of(parts.get(3)));
        } else if (parts.size() == 3 && parts.get(0).equals("Check_MK_Appliance")) {
            return new GlobalId(Optional.empty(), Optional.of(parts.get(2)));
        }
        return NONE;
    }
}
