package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import java.util.Optional;

/**
 * Reads what {@code virsh domjobinfo} prints.
 *
 * <pre>
 * Job type:         Unbounded
 * Operation:        Backup
 * </pre>
 *
 * <p>Without a job it says {@code Job type: None} and no operation.
 */
final class JobInfo {

    private JobInfo() {}

    static void read(Excerpt text, Optional<String> domain, Sink sink) {
        for (Excerpt.Numbered line : text.lines()) {
            boolean none = line.text().startsWith("Job type:") && line.text().endsWith(" None");
            if (none || line.text().startsWith("Operation:")) {
                String operation =
                        line.text().substring(line.text().indexOf(':') + 1).strip();
                sink.event(
                        new VirtnbdEvent.DomainJob(domain.map(Utf8::decode), Utf8.decode(operation)),
                        text.source().place(line.number()));
                return;
            }
        }
    }
}
