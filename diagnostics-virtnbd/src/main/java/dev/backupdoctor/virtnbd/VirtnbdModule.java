package dev.backupdoctor.virtnbd;

import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.spi.HeadReader;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import dev.backupdoctor.virtnbd.parser.CheckpointListParser;
import dev.backupdoctor.virtnbd.parser.CheckpointNamesParser;
import dev.backupdoctor.virtnbd.parser.CheckpointXmlParser;
import dev.backupdoctor.virtnbd.parser.DataFileParser;
import dev.backupdoctor.virtnbd.parser.DomainJobParser;
import dev.backupdoctor.virtnbd.parser.ImageInfoParser;
import dev.backupdoctor.virtnbd.parser.LogHead;
import dev.backupdoctor.virtnbd.parser.LogParser;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * virtnbdbackup: what the module brings along. Formats and rules are the files of {@code formats/} and {@code rules/}.
 */
public final class VirtnbdModule implements DiagnosticModule {

    @Override
    public String product() {
        return "virtnbd";
    }

    @Override
    public String title() {
        return "virtnbdbackup";
    }

    @Override
    public List<Class<? extends Record>> kinds() {
        return List.of(
                VirtnbdEvent.Run.class,
                VirtnbdEvent.MisplacedFile.class,
                VirtnbdEvent.CheckpointList.class,
                VirtnbdEvent.LiveCheckpoint.class,
                VirtnbdEvent.Image.class,
                VirtnbdEvent.Bitmap.class,
                VirtnbdEvent.CheckpointNames.class,
                VirtnbdEvent.ListedCheckpoint.class,
                VirtnbdEvent.CheckpointFile.class,
                VirtnbdEvent.SavedCheckpoint.class,
                VirtnbdEvent.DomainDisk.class,
                VirtnbdEvent.SavedImage.class,
                VirtnbdEvent.DataFile.class,
                VirtnbdEvent.DomainJob.class);
    }

    @Override
    public Map<String, HeadReader> heads() {
        return Map.of("virtnbd-head", new LogHead());
    }

    @Override
    public Map<String, Parser> parsers() {
        return Map.of(
                "virtnbd-log", new LogParser(),
                "checkpoint-list", new CheckpointListParser(),
                "checkpoint-xml", new CheckpointXmlParser(),
                "checkpoint-names", new CheckpointNamesParser(),
                "image-info", new ImageInfoParser(),
                "domain-job", new DomainJobParser(),
                "data-file", new DataFileParser());
    }

    @Override
    public Set<String> readingCommands() {
        return Set.of("cat", "df", "dmesg", "grep", "journalctl", "ls", "pgrep", "qemu-img", "virsh");
    }
}
