package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code virsh checkpoint-list} prints.
 *
 * <pre>
 *  Name              Creation Time
 * ----------------------------------------------
 *  virtnbdbackup.0   2026-11-20 08:43:30 +0000
 * </pre>
 *
 * <p>Without the ruled line it is no list but, say, an error. The domain is not in it.
 */
final class CheckpointTable {

    private static final Pattern RULE = Pattern.compile("-{10,}");
    private static final Pattern ROW =
            Pattern.compile(" ?(?<name>\\S{1,255}) {2,}\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.*");

    private CheckpointTable() {}

    /** Reads a list; {@code all} when no option left some out. */
    static void read(Excerpt text, Optional<String> domain, boolean all, Sink sink) {
        List<Excerpt.Numbered> lines = text.lines();
        Optional<Excerpt.Numbered> rule =
                lines.stream().filter(l -> RULE.matcher(l.text()).matches()).findFirst();
        if (rule.isEmpty() || !all) {
            return;
        }
        Optional<String> name = domain.map(Utf8::decode);
        Place listing = text.source().place(rule.get().number());
        long count = 0;
        for (Excerpt.Numbered line : lines) {
            Matcher row = ROW.matcher(line.text());
            if (line.number() > rule.get().number() && row.matches()) {
                count++;
                sink.event(
                        new VirtnbdEvent.LiveCheckpoint(name, Utf8.decode(row.group("name")), listing),
                        text.source().place(line.number()));
            }
        }
        sink.event(new VirtnbdEvent.CheckpointList(name, count, listing), listing);
        Map<String, Object> keys = new HashMap<>(Map.of("listing", listing));
        name.ifPresent(n -> keys.put("domain", n));
        sink.covers(VirtnbdEvent.LiveCheckpoint.class, keys);
    }
}
