package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.checkmk.event.CheckmkEvent;
import dev.backupdoctor.core.value.RawName;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Names of RRD files of a site. */
final class RrdName {

    private static final String SITES = "/sites/";
    private static final String ENDING = ".rrd";

    private static final String PNP = "/var/pnp4nagios/perfdata/";
    private static final String CMC = "/var/check_mk/rrd/";

    private RrdName() {}

    /** The file of that path, if it lies where a site keeps its RRDs. */
    static Optional<CheckmkEvent.Rrd> file(String path, Optional<Instant> touched) {
        Optional<RawName> pnp = below(PNP, path);
        Optional<RawName> cmc = below(CMC, path);
        return pnp.isPresent() || cmc.isPresent()
                ? Optional.of(new CheckmkEvent.Rrd(SitePath.site(path), pnp, cmc, touched))
                : Optional.empty();
    }

    private static Optional<RawName> below(String directory, String path) {
        int at = path.indexOf(directory);
        return at < 0 ? Optional.empty() : Optional.of(new RawName(path.substring(at + directory.length())));
    }

    /**
     * The RRD, if this is the path of one that omd tells rrdcached of, and its name is not UTF-8.
     *
     * @param path one char per byte; begins anywhere above the site
     */
    static Optional<CheckmkEvent.RrdNotUtf8> notUtf8(String path) {
        int sites = path.lastIndexOf(SITES, path.indexOf("/var/"));
        boolean suspended = path.contains(CMC) || path.contains(PNP);
        if (sites < 0 || !suspended || !path.endsWith(ENDING)) {
            return Optional.empty();
        }
        RawName name = new RawName("/omd" + path.substring(sites));
        for (int index = 0; index < name.bytes().length(); index++) {
            OptionalInt stray = name.strayByte(index);
            if (stray.isPresent()) {
                int octet = stray.getAsInt();
                return Optional.of(new CheckmkEvent.RrdNotUtf8(
                        SitePath.site(name.bytes()), name, octet, "0x" + Integer.toHexString(octet), index));
            }
        }
        return Optional.empty();
    }
}
