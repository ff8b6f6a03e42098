package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.amanda.event.AmandaEvent;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads amanda.conf: the times that Amanda waits, and the dumptypes.
 *
 * <pre>
 * etimeout 300                     # seconds for each estimate; negative: for all of a host
 * define dumptype comp-user-tar {
 *     global                       # takes over what dumptype "global" sets
 *     auth "bsdtcp"
 *     estimate calcsize
 * }
 * </pre>
 *
 * <p>The Amanda server reads it from {@code /etc/amanda/<configuration>/amanda.conf}. Format: amanda.conf(5). Unknown
 * keywords are passed over. A file that sets none of the global parameters, as one that only defines dumptypes for
 * others to include, is no configuration and states none.
 */
public final class AmandaConfParser implements Parser {

    private static final Duration ETIMEOUT = Duration.ofMinutes(5);
    private static final Duration DTIMEOUT = Duration.ofMinutes(30);
    private static final Duration CTIMEOUT = Duration.ofSeconds(30);

    private static final Set<String> GLOBAL = Set.of(
            "org",
            "mailto",
            "dumpuser",
            "inparallel",
            "dumpcycle",
            "runspercycle",
            "tapecycle",
            "runtapes",
            "etimeout",
            "dtimeout",
            "ctimeout",
            "infofile",
            "logdir",
            "indexdir",
            "tapelist",
            "tapedev",
            "tpchanger",
            "labelstr",
            "diskfile",
            "netusage",
            "bumpsize");

    @Override
    public void parse(SourceText source, Sink sink) {
        List<Statement> statements = StatementReader.read(source, sink);
        new Dumptypes(source, sink).define(statements);
        Map<String, Statement> settings = new HashMap<>();
        for (Statement s : statements) {
            if (!s.opens() && s.words().size() > 1) {
                settings.put(s.keyword(), s);
            }
        }
        if (isConfiguration(source, settings)) {
            sink.event(conf(source, sink, settings, statements), place(source, settings));
        }
    }

    private static boolean isConfiguration(SourceText source, Map<String, Statement> settings) {
        return settings.keySet().stream().anyMatch(GLOBAL::contains)
                || source.source().fileName().equals("amanda.conf");
    }

    private static AmandaEvent.Conf conf(
            SourceText source, Sink sink, Map<String, Statement> settings, List<Statement> statements) {
        long includes = statements.stream()
                .filter(s -> s.keyword().equals("includefile"))
                .count();
        var numbers = new Numbers(source, sink, settings);
        Optional<Placed<Duration>> set = numbers.seconds("etimeout");
        Placed<Duration> etimeout = set.orElseGet(() -> byDefault(source, ETIMEOUT));
        return new AmandaEvent.Conf(
                name(source.source().name()),
                etimeout,
                new Placed<>(etimeout.value().toSeconds(), etimeout.place()),
                set.isEmpty(),
                numbers.seconds("dtimeout").orElseGet(() -> byDefault(source, DTIMEOUT)),
                numbers.seconds("ctimeout").orElseGet(() -> byDefault(source, CTIMEOUT)),
                numbers.number("maxdumps").map(Placed::value).orElse(1L),
                unusedHoldingdisk(source, statements),
                includes,
                source.source().name());
    }

    /** The first one of {@code define holdingdisk}; without "define" the same block would also put it to use. */
    private static Optional<Placed<String>> unusedHoldingdisk(SourceText source, List<Statement> statements) {
        Set<String> used = statements.stream()
                .filter(s -> s.keyword().equals("holdingdisk"))
                .flatMap(s -> s.words().stream().skip(1))
                .map(Statement.Word::identifier)
                .collect(Collectors.toSet());
        return statements.stream()
                .filter(s ->
                        s.opens() && s.keyword().equals("define") && s.words().size() == 3)
                .filter(s -> s.words().get(1).keyword().equals("holdingdisk"))
                .map(s -> s.words().get(2))
                .filter(w -> !used.contains(w.identifier()))
                .map(w -> new Placed<>(w.text(), source.place(w.from(), w.to())))
                .findFirst();
    }

    private static Placed<Duration> byDefault(SourceText source, Duration value) {
        return new Placed<>(value, Place.of(source.source().name()));
    }

    private static Place place(SourceText source, Map<String, Statement> settings) {
        Statement shown = settings.get("etimeout");
        if (shown == null) {
            return Place.of(source.source().name());
        }
        Statement.Word first = shown.words().get(0);
        return source.place(first.from(), first.to());
    }

    /** The last directory of {@code /etc/amanda/daily/amanda.conf}, also within an archive. */
    private static Optional<String> name(String path) {
        String[] parts = path.split("[/!]+", -1);
        String directory = parts.length > 1 ? parts[parts.length - 2] : "";
        return directory.isEmpty() || directory.startsWith(".") ? Optional.empty() : Optional.of(directory);
    }

    /** Numbers of global parameters. */
    private record Numbers(SourceText source, Sink sink, Map<String, Statement> settings) {

        /** Amanda knows no unit of time but the second, and takes multipliers such as {@code k} literally. */
        Optional<Placed<Duration>> seconds(String keyword) {
            return number(keyword).map(n -> new Placed<>(Duration.ofSeconds(n.value()), n.place()));
        }

        Optional<Placed<Long>> number(String keyword) {
            return Optional.ofNullable(settings.get(keyword)).flatMap(s -> {
                Statement.Word value = s.words().get(1);
                if (!value.isInteger() || value.text().length() > 10) {
                    sink.problem(source.lineAt(value.from()), keyword + " is no whole number: " + value.text());
                    return Optional.empty();
                }
                return Optional.of(new Placed<>(Long.parseLong(value.text()), source.place(value.from(), value.to())));
            });
        }
    }
}
