package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.checkmk.event.CheckmkEvent;
import dev.backupdoctor.checkmk.parser.PythonLiteral.Value;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Utf8;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the jobs and targets of a site, {@code ~/etc/check_mk/backup.mk}.
 *
 * <pre>
 * {'jobs': {'nightly': {'title': 'Nightly', 'target': 'nas', 'no_history': False,
 *                       'schedule': {'disabled': False, 'period': 'day', 'timeofday': [(2, 30)]}}},
 *  'targets': {'nas': {'title': 'NAS', 'remote': ('local', {'path': '/mnt/nas', 'is_mountpoint': True})}}}
 * </pre>
 *
 * <p>One Python literal, written by the web interface. A job whose schedule is None runs by hand only.
 */
public final class BackupConfigParser implements Parser {

    private static final String PATH = "etc/check_mk/backup.mk";

    @Override
    public void parse(SourceText source, Sink sink) {
        if (source.text().isBlank() || SitePath.isInBackup(source.source().name())) {
            return;
        }
        try {
            Value all = PythonLiteral.read(source.text());
            String root = SitePath.root(source.source().name(), PATH);
            Optional<String> site = SitePath.site(source.source().name());
            sink.identity("root", root, source.place(1));
            entries(all, "jobs").forEach((id, job) -> sink.event(job(source, root, site, id, job), place(source, job)));
            entries(all, "targets")
                    .forEach((id, target) -> sink.event(target(root, site, id, target), place(source, target)));
        } catch (PythonLiteral.Torn torn) {
            sink.torn(source.lineAt(torn.offset()), "is no whole Python literal: " + torn.getMessage());
        }
    }

    private static Map<String, Value> entries(Value all, String name) {
        return all.get(name)
                .filter(Value.Dict.class::isInstance)
                .map(v -> ((Value.Dict) v).entries())
                .orElse(Map.of());
    }

    private static Place place(SourceText source, Value value) {
        return source.place(source.lineAt(value.from()));
    }

    private static CheckmkEvent.Job job(SourceText source, String root, Optional<String> site, String id, Value job) {
        Optional<Value> schedule = job.get("schedule").filter(Value.Dict.class::isInstance);
        boolean scheduled = schedule.isPresent()
                && schedule.flatMap(s -> s.get("disabled"))
                        .filter(d -> d.isWord("True"))
                        .isEmpty();
        Optional<Placed<String>> noHistory = job.get("no_history")
                .filter(v -> v.isWord("True") || v.isWord("False"))
                .map(v -> new Placed<>(((Value.Word) v).word(), source.place(v.from(), v.to())));
        return new CheckmkEvent.Job(
                root, site, Utf8.decode(id), shown(job, "title"), shown(job, "target"), noHistory, scheduled);
    }

    /** Local targets hold their path themselves, remote ones that of the copy that is uploaded. */
    private static CheckmkEvent.Target target(String root, Optional<String> site, String id, Value target) {
        Optional<Value> settings = target.get("remote")
                .filter(v -> v instanceof Value.Items i && i.items().size() == 2)
                .map(v -> ((Value.Items) v).items().get(1))
                .map(v -> v.get("temp_folder").orElse(v));
        return new CheckmkEvent.Target(
                root,
                site,
                Utf8.decode(id),
                settings.flatMap(s -> s.get("path")).flatMap(Value::asText).map(p -> new RawName(p).escaped()),
                settings.flatMap(s -> s.get("is_mountpoint")).map(m -> m.isWord("True")));
    }

    private static Optional<String> shown(Value of, String key) {
        return of.get(key).flatMap(Value::asText).map(Utf8::decode);
    }
}
