package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code ls -l} shows of backup sets and checkpoint directories.
 *
 * <pre>
 * /srv/backup/cpt/web01:
 * total 16
 * -rw-r--r-- 1 root root 1581 Nov 20 08:43 virtnbdbackup.0.xml
 * </pre>
 *
 * <p>Only long listings, in which a name cannot be taken for something else.
 */
final class DirectoryListing {

    private static final Pattern DIRECTORY = Pattern.compile("(?<path>[/~.]\\S{0,4095}):");
    private static final Pattern TOTAL = Pattern.compile("\\S{1,16} [\\d.,]{1,20}[KMGTP]?");
    private static final Pattern ENTRY =
            Pattern.compile("-[rwxsStT-]{9}[.+@]? +\\d{1,9} +\\S{1,64} +\\S{1,64} +[\\d.,]{1,20}[KMGTP]?"
                    + " +\\S{1,12} +\\S{1,12}(?: +\\S{1,12})?? (?<name>\\S{1,255})");

    private DirectoryListing() {}

    static void read(Excerpt text, List<String> operands, Sink sink) {
        Optional<String> dir = operands.size() == 1 ? Optional.of(operands.get(0)) : Optional.empty();
        boolean total = false;
        for (Excerpt.Numbered line : text.lines()) {
            Matcher directory = DIRECTORY.matcher(line.text());
            Matcher entry = ENTRY.matcher(line.text());
            if (directory.matches()) {
                dir = Optional.of(directory.group("path"));
                total = false;
            } else if (TOTAL.matcher(line.text()).matches() && dir.isPresent()) {
                total = true;
                covers(Utf8.decode(Options.withoutSlash(dir.get())), sink);
            } else if (entry.matches() && total && dir.isPresent()) {
                file(Options.withoutSlash(dir.get()), entry.group("name"), text, line.number(), sink);
            }
        }
    }

    /** A listed directory has no other files. */
    private static void covers(String dir, Sink sink) {
        sink.covers(VirtnbdEvent.DataFile.class, Map.of("set", dir));
        sink.covers(VirtnbdEvent.CheckpointFile.class, Map.of("dir", dir));
    }

    private static void file(String dir, String name, Excerpt text, int number, Sink sink) {
        Optional<DataFileName> data = DataFileName.of(Utf8.decode(name));
        if (data.isPresent()) {
            sink.event(
                    data.get().event(Utf8.decode(dir), Optional.empty()),
                    text.source().place(number));
        } else if (CheckpointXmlParser.isCheckpoint(name)) {
            String checkpoint = Utf8.decode(name.substring(0, name.length() - 4));
            sink.event(
                    new VirtnbdEvent.CheckpointFile(Utf8.decode(dir), checkpoint, Optional.empty(), true),
                    text.source().place(number));
        }
    }
}
