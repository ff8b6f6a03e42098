package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.MisplacedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order in which a restore applies data files. virtnbdrestore takes them by their time of change, so a copied set
 * may be applied in a wrong order, or without its full backup, and end with exit code 0 all the same.
 *
 * <pre>
 * Applying data from backup file [/srv/backup/files/vda.inc.virtnbdbackup.3.data] to target file [/srv/restore/files.qcow2].
 * {'checkpointName': 'virtnbdbackup.3',
 *  'incremental': True,
 *  'parentCheckpoint': 'virtnbdbackup.2',
 * </pre>
 *
 * <p>The header is on the terminal only; a log file has the names alone, which say the same but for a full backup that
 * is called inc.
 */
final class RestoreOrder {

    private static final Pattern FILE =
            Pattern.compile("(?:Applying data from backup file|File) \\[(?<file>[^\\]]{1,4096})\\] .*");
    private static final Pattern NAME = Pattern.compile(
            "(?<disk>.{1,255}?)\\.(?:(?<base>full|copy)|diff\\.\\d{1,20}|inc\\.(?<prefix>.{1,200})\\.(?<number>\\d{1,9}))\\.data");

    private final List<Applied> files = new ArrayList<>();

    /** One data file, with what its header said of it. */
    private static final class Applied {
        private final String file;
        private final Place at;
        private final Map<String, String> header = new HashMap<>();

        Applied(String file, Place at) {
            this.file = file;
            this.at = at;
        }
    }

    /** A message of the log. */
    void message(String message, Place at) {
        Matcher m = FILE.matcher(message);
        if (m.matches()
                && (message.startsWith("Applying") || message.endsWith("contains no dirty blocks, skipping."))) {
            files.add(new Applied(m.group("file"), at));
        }
    }

    /** A line of the header that is printed after it. */
    void header(String line) {
        String text = line.strip();
        int colon = text.indexOf("': ");
        int quote = text.indexOf('\'');
        if (files.isEmpty() || quote < 0 || quote > 1 || colon <= quote) {
            return;
        }
        String value = text.substring(colon + 3).replaceAll("[,}]+$", "");
        files.get(files.size() - 1).header.putIfAbsent(text.substring(quote + 1, colon), value.replace("'", ""));
    }

    /** Files whose parent had not been applied before them. */
    List<MisplacedFile> misplaced(String indir, Place run) {
        return wrong().stream()
                .map(w -> new MisplacedFile(
                        indir, run, Utf8.decode(w.applied.file), Utf8.decode(w.checkpoint), Utf8.decode(w.parent)))
                .toList();
    }

    List<Place> places() {
        return wrong().stream().map(w -> w.applied.at).toList();
    }

    private record Wrong(Applied applied, String checkpoint, String parent) {}

    private List<Wrong> wrong() {
        List<Wrong> wrong = new ArrayList<>();
        Map<String, Set<String>> done = new HashMap<>();
        for (Applied applied : files) {
            Matcher m = NAME.matcher(Options.baseName(applied.file));
            if (!m.matches()) {
                continue;
            }
            Set<String> ofDisk = done.computeIfAbsent(m.group("disk"), d -> new HashSet<>());
            String checkpoint = checkpoint(applied, m);
            Optional<String> parent = parent(applied, m);
            if (parent.isPresent() && !ofDisk.contains(parent.get())) {
                wrong.add(new Wrong(applied, checkpoint, parent.get()));
            }
            ofDisk.add(checkpoint);
        }
        return wrong;
    }

    private static String checkpoint(Applied applied, Matcher name) {
        String numbered = name.group("number") == null ? "" : name.group("prefix") + "." + name.group("number");
        String byName = name.group("base") != null ? "virtnbdbackup.0" : numbered;
        return applied.header.getOrDefault("checkpointName", byName);
    }

    /** What a file builds on; empty for a full backup, and where nothing says it. */
    private static Optional<String> parent(Applied applied, Matcher name) {
        if (applied.header.containsKey("incremental")) {
            String parent = applied.header.getOrDefault("parentCheckpoint", "");
            return "True".equals(applied.header.get("incremental")) && !parent.isEmpty() && !parent.equals("False")
                    ? Optional.of(parent)
                    : Optional.empty();
        }
        String number = name.group("number");
        // An incremental backup of a domain that is off takes the name of the checkpoint that it builds on.
        return number == null || number.equals("0")
                ? Optional.empty()
                : Optional.of(name.group("prefix") + "." + (Long.parseLong(number) - 1));
    }
}
