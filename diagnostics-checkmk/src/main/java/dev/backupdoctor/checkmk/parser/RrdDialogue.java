package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.RawName;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What {@code omd -v backup} says of its talk with rrdcached.
 *
 * <pre>
 * Pausing RRD updates for /opt/omd/sites/fra/var/pnp4nagios/perfdata/db1/load.rrd
 * rrdcached command: SUSPEND /opt/omd/sites/fra/var/pnp4nagios/perfdata/db1/load.rrd
 * rrdcached response: '-1 /opt/omd/sites/fra/var/pnp4nagios/perfdata/db1/load.rrd - No such file or directory\n'
 * Resuming RRD updates for /opt/omd/sites/fra/var/pnp4nagios/perfdata/db1/load.rrd
 * rrdcached command: RESUME /opt/omd/sites/fra/var/pnp4nagios/perfdata/db1/load.rrd
 * skipping rrdcached command (broken pipe)
 * </pre>
 *
 * <p>Such pairs of a refusal and a broken pipe are normal: rrdcached hangs up after each file that it does not hold.
 */
final class RrdDialogue {

    private static final String COMMAND = "rrdcached command: ";
    private static final String REFUSED = "rrdcached response: '-1 ";
    private static final String NOT_HELD = " - No such file or directory\\n'";

    private Optional<Placed<RawName>> unanswered = Optional.empty();
    private Optional<Placed<RawName>> refused = Optional.empty();
    private long refusals;
    private boolean resumesAll;

    /** True for a line of the talk, or another that only a verbose omd backup writes. */
    static boolean speaks(String line) {
        return line.startsWith("rrdcached ")
                || line.startsWith("Pausing RRD updates for ")
                || line.startsWith("Resuming RRD updates for ")
                || line.startsWith("skipping rrdcached command")
                || line.startsWith("Skipping vanished file: ");
    }

    void read(String line, Supplier<Place> place) {
        if (line.startsWith(COMMAND)) {
            command(line.substring(COMMAND.length()), place);
        } else if (line.startsWith(REFUSED) && line.endsWith(NOT_HELD)) {
            unanswered = Optional.empty();
            refusals++;
            int end = Math.max(REFUSED.length(), line.length() - NOT_HELD.length());
            refused = placed(line.substring(REFUSED.length(), end), place);
        } else if (!resumesAll && !line.startsWith("Resuming ")) {
            unanswered = Optional.empty();
        }
    }

    /** Since 2.3 RESUMEALL follows even a failure: neither it nor its response answers the command before it. */
    private void command(String command, Supplier<Place> place) {
        int blank = command.indexOf(' ');
        resumesAll = blank < 0;
        if (blank > 0 && blank + 1 < command.length()) {
            unanswered = placed(command.substring(blank + 1), place);
        }
    }

    private static Optional<Placed<RawName>> placed(String path, Supplier<Place> place) {
        return Optional.of(new Placed<>(new RawName(path), place.get()));
    }

    /** The RRD of the last command, if nothing came back for it. */
    Optional<Placed<RawName>> unanswered() {
        return unanswered;
    }

    /** The last RRD that rrdcached does not hold. */
    Optional<Placed<RawName>> refused() {
        return refused;
    }

    long refusals() {
        return refusals;
    }
}
