package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.amanda.event.AmandaEvent;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Placed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads dumptypes, whether amanda.conf defines them or an entry of the disklist brings one of its own. */
final class Dumptypes {

    /** Parameters of a dumptype; a line that is none of them names a dumptype to inherit from. */
    private static final Set<String> PARAMETERS = Set.of(
            "allow-split",
            "amandad-path",
            "application",
            "auth",
            "bumpdays",
            "bumpmult",
            "bumppercent",
            "bumpsize",
            "client-custom-compress",
            "client-decrypt-option",
            "client-encrypt",
            "client-name",
            "client-port",
            "client-username",
            "comment",
            "comprate",
            "compress",
            "data-path",
            "dump-limit",
            "dumpcycle",
            "encrypt",
            "estimate",
            "exclude",
            "exclude-file",
            "exclude-list",
            "fallback-splitsize",
            "frequency",
            "holdingdisk",
            "ignore",
            "include",
            "index",
            "kencrypt",
            "max-warnings",
            "maxcycle",
            "maxdumps",
            "maxpromoteday",
            "options",
            "priority",
            "program",
            "property",
            "record",
            "retry-dump",
            "script",
            "server-custom-compress",
            "server-decrypt-option",
            "server-encrypt",
            "skip-full",
            "skip-incr",
            "split-diskbuffer",
            "ssh-keys",
            "ssl-check-certificate-host",
            "ssl-check-fingerprint",
            "ssl-check-host",
            "starttime",
            "strategy",
            "tag",
            "tape-splitsize");

    private final SourceText source;
    private final Sink sink;
    private final Map<String, Options> known = new HashMap<>();

    Dumptypes(SourceText source, Sink sink) {
        this.source = source;
        this.sink = sink;
    }

    /**
     * What a dumptype sets.
     *
     * @param parent the dumptype that it inherits from last
     */
    record Options(Optional<String> parent, Optional<Placed<String>> auth, Optional<Placed<String>> estimate) {

        static final Options NONE = new Options(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Tells the sink of each {@code define dumptype NAME { ... }}. */
    void define(List<Statement> statements) {
        for (Statement s : statements) {
            List<Statement.Word> words = s.words();
            if (s.opens()
                    && words.size() == 3
                    && s.keyword().equals("define")
                    && words.get(1).keyword().equals("dumptype")) {
                Statement.Word word = words.get(2);
                Options options = options(s.block());
                known.put(word.identifier(), options);
                sink.event(
                        new AmandaEvent.Dumptype(word.identifier(), options.auth(), options.estimate()),
                        source.place(word.from(), word.to()));
            }
        }
    }

    /** What a block sets; a later line wins over an earlier one and over what was inherited above it. */
    Options options(List<Statement> block) {
        Options all = Options.NONE;
        for (Statement s : block) {
            String keyword = s.keyword();
            if (keyword.equals("auth") && s.words().size() > 1) {
                all = new Options(all.parent(), value(s), all.estimate());
            } else if (keyword.equals("estimate") && s.words().size() > 1) {
                all = new Options(all.parent(), all.auth(), value(s));
            } else if (s.words().size() == 1 && !s.opens() && !PARAMETERS.contains(keyword)) {
                all = inherit(all, s.words().get(0).identifier());
            }
        }
        return all;
    }

    private Options inherit(Options all, String parent) {
        Options inherited = known.getOrDefault(parent, Options.NONE);
        return new Options(
                Optional.of(parent),
                inherited.auth().or(all::auth),
                inherited.estimate().or(all::estimate));
    }

    private Optional<Placed<String>> value(Statement s) {
        List<Statement.Word> values = s.words().subList(1, s.words().size());
        String text = values.stream().map(Statement.Word::identifier).collect(Collectors.joining(" "));
        int from = values.get(0).from();
        return Optional.of(new Placed<>(
                text, source.place(from, values.get(values.size() - 1).to())));
    }
}
