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
    private final RecordSplitter splitter;
    private ByteArrayOutputStream forParser = new ByteArrayOutputStream();
    private final LiteralSearch.Hits hits = new LiteralSearch.Hits();
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
        this.splitter =
                new RecordSplitter(blocks, new HeadFinder(pass.plan().heads()), source.name(), collector::version);
    }

    /**
     * Reads a source to its end. Whatever goes wrong on the way becomes a problem.
     *
     * @param in its bytes, decompressed; not closed
     */
    public static SourceEvents read(Format format, Source source, InputStream in, Reading reading) {
        return new FormatReader(Pass.first(format), source, in, reading).read();
    }

    /**
     * Reads a source once more, for the events of sought kinds alone.
     *
     * @param wanted values, as events hold them, of the field by which each kind is sought
     */
    public static SourceEvents seek(
            Format format,
            Source source,
            InputStream in,
            Reading reading,
            Map<String, ? extends Collection<?>> wanted) {
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

    private SourceEvents read() {
        boolean first = true;
        while (blocks.next()) {
            if (first) {
                firstHead = splitter.first();
                first = false;
            }
            block();
            if (pass.plan().parser().isPresent()) {
                keepForParser();
            }
        }
        blocks.failure()
                .ifPresent(e -> problems.cut(
                        0, "reading failed after " + blocks.offset(blocks.to()) + " bytes: " + e.getMessage()));
        pass.plan().parser().ifPresent(this::parse);
        var extent = new Finish.Extent(firstHead, splitter.last(), blocks.offset(blocks.to()), blocks.lines());
        return new Finish(pass.format(), source, reading, collector, problems).events(extent);
    }

    private void block() {
        Plan.Literals literals = pass.literals();
        boolean part = blocks.isMidLine();
        if (blocks.isCut() && !part) {
            long number = blocks.lineNumber(blocks.from());
            problems.cut(
                    number,
                    "line " + number + " is longer than "
                            + shown(reading.limits().lineBytes()) + ": read in parts");
        }
        hits.clear();
        literals.search().search(blocks.bytes(), blocks.from(), blocks.to(), hits);
        hits.sort();
        int partEnd = part || blocks.isCut() ? blocks.lineEnd(blocks.from()) : blocks.from();
        if (partEnd > blocks.from() && (hits.count() == 0 || hits.position(0) >= partEnd)) {
            quietPart(part, partEnd);
        }
        for (int i = 0; i < hits.count(); ) {
            i = line(i, part);
        }
    }

    /** A part of a long line in which nothing is looked for: its head still holds for the lines after it. */
    private void quietPart(boolean later, int end) {
        if (later) {
            splitter.pass(blocks.from(), end);
        } else {
            splitter.split(
                    splitter.line(blocks.from(), end, blocks.lineNumber(blocks.from()), true), blocks.from(), end);
        }
    }

    /** Looks at the line of a hit and gives the first hit of a later line. */
    private int line(int hit, boolean midLine) {
        int begin = blocks.lineBegin(hits.position(hit), blocks.from());
        int end = blocks.lineEnd(hits.position(hit));
        probes.clear();
        int next = hit;
        for (; next < hits.count() && hits.position(next) < end; next++) {
            pass.literals().probes().get(hits.literal(next)).forEach(probes::set);
        }
        // Where a hole of zeros ends, a record begins, in whatever part of the line that is.
        boolean complete = !midLine || begin != blocks.from() || blocks.bytes()[begin] == 0;
        Line line = splitter.line(begin, end, blocks.lineNumber(begin), complete);
        splitter.split(line, begin, end).forEach(record -> collector.record(record, probes));
        return next;
    }

    private void keepForParser() {
        int room = reading.limits().parserBytes() - forParser.size();
        int length = blocks.to() - blocks.from();
        forParser.write(blocks.bytes(), blocks.from(), Math.min(room, length));
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
                collector.add(new Draft(kind, RecordKinds.fields(event, at), Map.of(), Map.of(), at));
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
            public void problem(long line, String reason) {
                problems.note(line, reason);
            }
        });
    }
}
