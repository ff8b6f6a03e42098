package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.amanda.event.AmandaEvent;
import dev.backupdoctor.amanda.event.AmandaEvent.Os;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.core.value.Version;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what a program says of its making, over the records of a debug file.
 *
 * <pre>
 * version 3.5.1
 *     build: VERSION="Amanda-3.5.1" BUILT_DATE="" BUILT_MACH=""
 *            AMANDA_DBGDIR="/var/log/amanda" CONFIG_DIR="/etc/amanda"
 *            CONFIGURE_ARGS=" '--build=x86_64-linux-gnu' ...
 * </pre>
 *
 * <p>The system is in BUILT_MACH ({@code FreeBSD host 6.0-RELEASE ...}), or in the target that configure was given.
 */
final class BuildReader {

    private static final Pattern VERSION =
            Pattern.compile(".{0,60}?(?:VERSION=\"Amanda-|version )(?<version>\\d[0-9A-Za-z.]{0,30})");
    private static final Pattern MACHINE = Pattern.compile(
            ".{0,200}?BUILT_MACH=\"(?<machine>[^\"]{1,200})\"|.{0,200}?'--(?:build|host)=(?<target>[^']{1,80})'");
    private static final Pattern DEBUG_DIR = Pattern.compile(".{0,200}?AMANDA_DBGDIR=\"(?<dir>[^\"]{1,400})\"");

    private static final Map<Os, List<String>> NAMES = Map.of(
            Os.LINUX, List.of("linux"),
            Os.FREEBSD, List.of("freebsd"),
            Os.MACOS, List.of("darwin", "macos"),
            Os.NETBSD, List.of("netbsd"),
            Os.OPENBSD, List.of("openbsd"),
            Os.SOLARIS, List.of("solaris", "sunos"),
            Os.AIX, List.of("aix"));

    private Optional<Version> version = Optional.empty();
    private Optional<Os> os = Optional.empty();
    private Optional<String> debugDir = Optional.empty();
    private Optional<Place> place = Optional.empty();

    /** Takes what a record says of it, if anything. */
    void read(DebugFile.Line record, SourceText source) {
        boolean more = false;
        if (version.isEmpty()) {
            version = group(VERSION, record.text(), "version").map(Version::new);
            more = version.isPresent();
        }
        if (os.isEmpty()) {
            os = group(MACHINE, record.text(), "machine")
                    .or(() -> group(MACHINE, record.text(), "target"))
                    .map(BuildReader::os);
            more |= os.isPresent();
        }
        if (debugDir.isEmpty()) {
            debugDir = group(DEBUG_DIR, record.text(), "dir").map(Utf8::decode);
        }
        if (more) {
            place = Optional.of(source.place(record.number()));
        }
    }

    /** What was found; empty when the file does not say on what system the program was made. */
    Optional<AmandaEvent.Build> event(Optional<String> host) {
        return os.map(o -> new AmandaEvent.Build(host, o, version, debugDir));
    }

    /** The last record that added to it. */
    Place place() {
        return place.orElseThrow();
    }

    private static Optional<String> group(Pattern pattern, String text, String group) {
        Matcher m = pattern.matcher(text);
        return m.lookingAt() ? Optional.ofNullable(m.group(group)) : Optional.empty();
    }

    private static Os os(String machine) {
        String lower = machine.toLowerCase(Locale.ROOT);
        return NAMES.entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(lower::contains))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Os.OTHER);
    }
}
