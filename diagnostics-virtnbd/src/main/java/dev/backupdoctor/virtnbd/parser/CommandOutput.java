package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Utf8;
import java.util.Optional;

/** What a recorded terminal shows between one prompt and the next, given to the reader that knows the command. */
final class CommandOutput {

    private final SourceText source;
    private final Sink sink;
    private Optional<Prompt> command = Optional.empty();
    private int from;

    CommandOutput(SourceText source, Sink sink) {
        this.source = source;
        this.sink = sink;
    }

    boolean isOpen() {
        return command.isPresent();
    }

    /** The output of a command begins; {@code line} is its first, perhaps one after the last of the source. */
    void begin(Prompt prompt, int line) {
        command = Optional.of(prompt);
        from = line <= source.lines() ? source.start(line) : source.text().length();
    }

    /** The output ends before this offset. */
    void end(int to) {
        Optional<Prompt> done = command;
        command = Optional.empty();
        done.filter(c -> to > from).ifPresent(c -> read(c, new Excerpt(source, from, to)));
    }

    private void read(Prompt c, Excerpt text) {
        String virsh = c.virshCommand().orElse("");
        if (virsh.equals("qemu-monitor-command")) {
            new ImageReader(text, sink).monitor(c.virshDomain());
        } else if (c.piped()) {
            // What a filter left says nothing of what it took away.
            return;
        } else if (virsh.equals("checkpoint-list")) {
            boolean all = !c.has("--roots", "--leaves", "--no-leaves", "--from", "--tree", "--name", "--topological");
            CheckpointTable.read(text, c.virshDomain(), all, sink);
        } else if (virsh.equals("checkpoint-dumpxml") || virsh.equals("dumpxml")) {
            XmlText.read(text, Optional.empty(), sink);
        } else if (virsh.equals("domjobinfo")) {
            JobInfo.read(text, c.virshDomain(), sink);
        } else if (c.program().equals("qemu-img") && c.operands().contains("info")) {
            new ImageReader(text, sink).info(Optional.of(c.has("-U", "--force-share")));
        } else if (c.program().equals("ls")) {
            DirectoryListing.read(text, c.operands(), sink);
        } else if (c.program().equals("cat") && c.operands().size() == 1) {
            file(Utf8.decode(c.operands().get(0)), text);
        }
    }

    private void file(String path, Excerpt text) {
        if (path.endsWith(".cpt")) {
            CheckpointNamesText.read(text, path, sink);
        } else if (path.endsWith(".xml")) {
            XmlText.read(text, Optional.of(path), sink);
        } else if (path.endsWith(".json")) {
            new ImageReader(text, sink).saved(path);
        }
    }
}
