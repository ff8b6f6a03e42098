package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.checkmk.event.CheckmkEvent;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Version;

/**
 * Reads {@code mkbackup.info}, which lies beside each backup that is whole, at the target.
 *
 * <pre>
 * {
 *     "config": {"compress": true, ...},
 *     "finished": 1730942102.4797652,            seconds since 1970
 *     "job_id": "daily",
 *     "site_id": "fra",
 *     "site_version": "2.3.0p21.cee",
 *     "size": 16294,
 *     "type": "Check_MK"
 * }
 * </pre>
 *
 * <p>Format: cmk/utils/backup/utils.py. What an appliance saves of itself has no site.
 */
public final class MkbackupInfoParser implements Parser {

    @Override
    public void parse(SourceText source, Sink sink) {
        JsonFields json = JsonFields.of(source, sink);
        json.place("finished")
                .ifPresent(place -> sink.event(
                        new CheckmkEvent.BackupKept(
                                json.text("site_id"),
                                json.text("job_id"),
                                json.number("finished").flatMap(JsonNumbers::time),
                                json.text("site_version")
                                        .flatMap(SitePath::plainVersion)
                                        .map(Version::new),
                                json.number("size").flatMap(JsonNumbers::size)),
                        place));
    }
}
