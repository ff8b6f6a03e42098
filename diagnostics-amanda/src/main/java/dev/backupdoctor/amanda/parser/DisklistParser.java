package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.amanda.event.AmandaEvent;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import java.util.List;
import java.util.Optional;

/**
 * Reads disklist: what is to be backed up.
 *
 * <pre>
 * mail01.example.com /home            comp-user-tar
 * mail01.example.com /srv  /data/srv  comp-user-tar 1
 * mail01.example.com /var {
 *     comp-user-tar
 *     estimate calcsize
 * }
 * </pre>
 *
 * <p>The Amanda server reads it from {@code /etc/amanda/<configuration>/disklist}. Format: disklist(5). Whether the
 * third word is a device or a dumptype is known to Amanda from amanda.conf; here it is taken from the number of words,
 * and from a spindle that follows. An entry that misses its dumptype is reported.
 */
public final class DisklistParser implements Parser {

    @Override
    public void parse(SourceText source, Sink sink) {
        var dumptypes = new Dumptypes(source, sink);
        for (Statement s : StatementReader.read(source, sink)) {
            if (!s.keyword().equals("includefile")) {
                entry(s, source, sink, dumptypes);
            }
        }
    }

    private static void entry(Statement s, SourceText source, Sink sink, Dumptypes dumptypes) {
        List<Statement.Word> words = s.words();
        Statement.Word host = words.get(0);
        if (words.size() < (s.opens() ? 2 : 3)) {
            sink.problem(source.lineAt(host.from()), "an entry needs a host, a disk and a dumptype");
            return;
        }
        Statement.Word disk = words.get(1);
        int type = s.opens() ? words.size() : dumptypeIndex(words);
        Statement.Word device = type > 2 ? words.get(2) : disk;
        Dumptypes.Options own = dumptypes.options(s.block());
        Optional<String> dumptype =
                s.opens() ? own.parent() : Optional.of(words.get(type).identifier());
        sink.event(
                new AmandaEvent.Dle(host.text(), disk.text(), device.text(), dumptype, own.auth(), own.estimate()),
                source.place(host.from(), disk.to()));
    }

    /** The third word, or the fourth when it is neither missing nor a spindle. */
    private static int dumptypeIndex(List<Statement.Word> words) {
        return words.size() == 3 || words.get(3).isInteger() ? 2 : 3;
    }
}
