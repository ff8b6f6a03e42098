package dev.backupdoctor.core.format;

import dev.backupdoctor.core.event.RecordKinds;
import dev.backupdoctor.core.source.Peek;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Display;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.core.value.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads one source of one format. Only lines that hold a literal of some shape are looked at; memory does not grow with
 * the source, but with the events found.
 */
public final class FormatReader {

    private final Pass pass;
    private final Source source;
    private final Reading reading;
    private final Problems problems;
    private final Collector collector;
    private final LineBlocks blocks;
    private final SearchAhead ahead;
    private final RecordSplitter splitter;
    private ByteArrayOutputStream forParser = new ByteArrayOutputStream();
    private final BitSet probes = new BitSet();
    private Map<String, Value> firstHead = Map.of();

    private FormatReader(Pass pass, Source source, InputStream in, Reading reading) {
        this.pass = pass;
        this.source = source;
        this.reading = reading;
        this.problems = new Problems(source.name());
        this.collector =
                new Collector(pass.plan(), source, problems, reading.limits().eventBytes());
        Decoded decoded = Decoded.of(wanted(in));
        decoded.encoding()
                .ifPresent(e -> problems.note(0, "text in 16-bit units: read as UTF-8, to which all offsets refer"));
        this.blocks = new LineBlocks(decoded.bytes(), reading.limits());
        this.ahead = new SearchAhead(blocks, pass.literals().search(), reading.threads());
        this.splitter = new RecordSplitter(new HeadFinder(pass.plan().heads()), source.name(), collector::version);
    }

    /**
     * Reads a source to its end. Whatever goes wrong on the way becomes a problem.
     *
     * @param in its bytes, decompressed; not closed
     */
    public static SourceEvents read(Format format, Source source, InputStream in, Reading reading) {
        return part(format, source, in, reading).settle(Carried.NONE);
    }

    /** Reads a source to its end that may be a part of a rotated log. */
    public static LogPart part(Format format, Source source, InputStream in, Reading reading) {
        return new FormatReader(Pass.first(format), source, in, reading).read();
    }

    /**
     * Reads a source once more, for the events of sought kinds alone.
     *
     * @param wanted records, by kind
     */
    public static LogPart seek(
            Format format,
            Source source,
            InputStream in,
            Reading reading,
            Map<String, ? extends Collection<Wanted>> wanted) {
        return new FormatReader(Pass.seeking(format, wanted), source, in, reading).read();
    }

    /** Only the begin, where nothing but a parser looks at the source and wants no more. */
    private InputStream wanted(InputStream in) {
        int bytes = pass.plan().probes().isEmpty()
                ? pass.plan().parser().map(Parser::bytes).orElse(Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
        return bytes == Integer.MAX_VALUE
                ? in
                : new ByteArrayInputStream(Peek.at(in, bytes).head());
    }

    private LogPart read() {
        long bytes = 0;
        long lines = 0;
        try (ahead) {
            for (var block = ahead.next(); block.isPresent(); block = ahead.next()) {
                splitter.next(block.get());
                if (bytes == 0) {
                    firstHead = splitter.first();
                }
                read(block.get());
                bytes = block.get().offset(block.get().to());
                lines = ahead.lineFeeds() + (block.get().endsLine() ? 0 : 1);
            }
        }
        long end = bytes;
        blocks.failure().ifPresent(e -> problems.cut(0, "reading failed after " + end + " bytes: " + e.getMessage()));
        pass.plan().parser().ifPresent(this::parse);
        var extent = new Finish.Extent(firstHead, splitter.last(lines), bytes, lines);
        return new LogPart(pass.format(), source, reading, collector, problems, extent);
    }

    private void read(Block block) {
        LiteralSearch.Hits hits = block.hits();
        boolean part = block.isMidLine();
        if (block.isCut() && !part) {
            long number = block.lineNumber(block.from());
            problems.cut(
                    number,
                    "line " + number + " is longer than "
                            + shown(reading.limits().lineBytes()) + ": read in parts");
        }
        int partEnd = part || block.isCut() ? block.lineEnd(block.from()) : block.from();
        if (partEnd > block.from() && (hits.count() == 0 || hits.position(0) >= partEnd)) {
            quietPart(block, partEnd);
        }
        for (int i = 0; i < hits.count(); ) {
            i = line(block, i);
        }
        if (pass.plan().parser().isPresent()) {
            keepForParser(block);
        }
    }

    /** A part of a long line in which nothing is looked for: its head still holds for the lines after it. */
    private void quietPart(Block block, int end) {
        int begin = block.from();
        if (block.isMidLine()) {
            splitter.pass(begin, end);
        } else {
            splitter.split(splitter.line(begin, end, block.lineNumber(begin), true), begin, end);
        }
    }

    /** Looks at the line of a hit and gives the first hit of a later line. */
    private int line(Block block, int hit) {
        LiteralSearch.Hits hits = block.hits();
        int begin = block.lineBegin(hits.position(hit), block.from());
        int end = block.lineEnd(hits.position(hit));
        probes.clear();
        int next = hit;
        for (; next < hits.count() && hits.position(next) < end; next++) {
            pass.literals().probes().get(hits.literal(next)).forEach(probes::set);
        }
        // Where a hole of zeros ends, a record begins, in whatever part of the line that is.
        boolean complete = !block.isMidLine() || begin != block.from() || block.bytes()[begin] == 0;
        Line line = splitter.line(begin, end, block.lineNumber(begin), complete);
        splitter.split(line, begin, end).forEach(record -> collector.record(record, probes));
        return next;
    }

    private void keepForParser(Block block) {
        int room = reading.limits().parserBytes() - forParser.size();
        int length = block.to() - block.from();
        forParser.write(block.bytes(), block.from(), Math.min(room, length));
        if (length > room) {
            problems.cut(0, "only the first " + shown(reading.limits().parserBytes()) + " are read by the parser");
        }
    }

    private static String shown(int bytes) {
        return new Display(ZoneOffset.UTC).show(new Size(bytes));
    }

    private void parse(Parser parser) {
        String text = forParser.toString(StandardCharsets.ISO_8859_1);
        forParser = new ByteArrayOutputStream(0);
        parser.parse(new SourceText(source, text), new Sink() {
            @Override
            public void event(Record event, Place at) {
                String kind = pass.plan().records().kind(event).name();
                if (pass.format().find(kind).isEmpty()) {
                    throw new IllegalArgumentException(
                            "format " + pass.format().name() + " does not say that its parser yields " + kind);
                }
                collector.add(new Draft(kind, RecordKinds.fields(event, at), Map.of(), Map.of(), at, false));
            }

            @Override
            public void identity(String field, Object value, Place at) {
                collector.identity(field, Value.of(value, at));
            }

            @Override
            public void covers(Class<? extends Record> kind, Map<String, Object> keys) {
                Map<String, Value> values = new TreeMap<>();
                keys.forEach((name, value) -> values.put(name, RecordKinds.value(value, Place.of(source.name()))));
                collector.claim(new Claim(RecordKinds.kind(kind).name(), values));
            }

            @Override
            public void torn(long line, String reason) {
                problems.cut(line, reason);
            }

            @Override
            public void problem(long line, String reason) {
                problems.note(line, reason);
            }
        });
    }
}
