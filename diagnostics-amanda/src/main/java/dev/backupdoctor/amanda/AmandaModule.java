package dev.backupdoctor.amanda;

import dev.backupdoctor.amanda.collect.AmandaCollectors;
import dev.backupdoctor.amanda.event.AmandaEvent;
import dev.backupdoctor.amanda.parser.AmandaConfParser;
import dev.backupdoctor.amanda.parser.AmandaConfWriter;
import dev.backupdoctor.amanda.parser.AmandaLogParser;
import dev.backupdoctor.amanda.parser.AmandadParser;
import dev.backupdoctor.amanda.parser.DisklistParser;
import dev.backupdoctor.amanda.parser.PlannerDebugParser;
import dev.backupdoctor.core.spi.CheckOption;
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.spi.Collector;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.ValueWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Amanda: what the module brings along. Formats and rules are the files of {@code formats/} and {@code rules/}. */
public final class AmandaModule implements DiagnosticModule {

    @Override
    public String product() {
        return "amanda";
    }

    @Override
    public String title() {
        return "Amanda";
    }

    @Override
    public List<Class<? extends Record>> kinds() {
        return List.of(
                AmandaEvent.Conf.class,
                AmandaEvent.Dumptype.class,
                AmandaEvent.Dle.class,
                AmandaEvent.Request.class,
                AmandaEvent.PlannerRequest.class,
                AmandaEvent.Packet.class,
                AmandaEvent.Build.class,
                AmandaEvent.Run.class,
                AmandaEvent.RunDied.class,
                AmandaEvent.ResultsMissing.class,
                AmandaEvent.Complaint.class);
    }

    @Override
    public Map<String, Parser> parsers() {
        return Map.of(
                "amanda-conf", new AmandaConfParser(),
                "disklist", new DisklistParser(),
                "amandad", new AmandadParser(),
                "planner-debug", new PlannerDebugParser(),
                "amanda-log", new AmandaLogParser());
    }

    @Override
    public Map<String, ValueWriter> writers() {
        return Map.of("amanda-conf", new AmandaConfWriter());
    }

    @Override
    public Set<String> readingCommands() {
        return Set.of("cat", "dmesg", "findmnt", "grep", "journalctl", "ls", "ss", "tail", "uname");
    }

    @Override
    public boolean checksLive() {
        return true;
    }

    @Override
    public List<CheckOption> checkOptions() {
        return AmandaCollectors.options();
    }

    @Override
    public List<Collector> collectors(CheckValues given) {
        return AmandaCollectors.of(given);
    }
}
