package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.amanda.grammar.ConfLexer;
import dev.backupdoctor.amanda.grammar.ConfParser;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Sink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Reads amanda.conf or disklist into statements. What is torn or out of place is reported, and the rest is read. */
final class StatementReader {

    /** A longer line is no configuration; it is left out, so that it cannot cost a token for every two bytes. */
    static final int MAX_LINE = 16 * 1024;

    /** Files of this kind have a few kilobytes. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final int MAX_DEPTH = 8;

    private final SourceText source;
    private final Sink sink;
    private final List<Statement> done = new ArrayList<>();
    private final Deque<Block> open = new ArrayDeque<>();

    /** A block that is not closed yet. */
    private record Block(List<Statement.Word> words, int line, List<Statement> statements) {}

    private StatementReader(SourceText source, Sink sink) {
        this.source = source;
        this.sink = sink;
    }

    /** The statements outside all blocks, in order; those in blocks hang below them. */
    static List<Statement> read(SourceText source, Sink sink) {
        var reader = new StatementReader(source, sink);
        var lexer = new ConfLexer(CharStreams.fromString(reader.readable()));
        lexer.removeErrorListeners();
        var parser = new ConfParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.file().statement().forEach(reader::take);
        while (!reader.open.isEmpty()) {
            sink.problem(reader.open.peek().line(), "this block is not closed; what it holds is read");
            reader.close(List.of());
        }
        return reader.done;
    }

    /** The text with what is too long blanked out, so that offsets stay true. */
    private String readable() {
        String text = source.text();
        if (text.length() > MAX_BYTES) {
            sink.problem(0, "more than " + MAX_BYTES + " bytes; only the first are read");
            text = text.substring(0, MAX_BYTES);
        }
        StringBuilder out = null;
        for (int number = 1; number <= source.lines() && source.start(number) < text.length(); number++) {
            int start = source.start(number);
            int end = Math.min(text.length(), start + source.line(number).length());
            if (end - start > MAX_LINE) {
                sink.problem(number, "line of " + (end - start) + " bytes is left out");
                out = out == null ? new StringBuilder(text) : out;
                out.replace(start, end, " ".repeat(end - start));
            }
        }
        return out == null ? text : out.toString();
    }

    private void take(ConfParser.StatementContext line) {
        List<Statement.Word> words = words(line.value());
        if (line.opening() != null) {
            begin(words, line.opening());
        } else if (line.closing() != null) {
            ConfParser.ClosingContext closing = line.closing();
            refuseBraces(closing.rest());
            if (open.isEmpty()) {
                sink.problem(line(closing.getStart()), "'}' closes no block");
            } else {
                close(words(closing.rest().value()));
            }
        } else {
            add(new Statement(words, false, List.of(), List.of()));
        }
    }

    private void begin(List<Statement.Word> words, ConfParser.OpeningContext opening) {
        int line = line(opening.getStart());
        if (words.isEmpty()) {
            sink.problem(line, "'{' belongs to no statement");
            return;
        }
        if (opening.rest().getChildCount() > 0) {
            sink.problem(line, "a line ends after '{'; the rest of this one is left out");
        }
        if (open.size() >= MAX_DEPTH) {
            sink.problem(line, "more than " + MAX_DEPTH + " blocks within each other; this one is left out");
            return;
        }
        open.push(new Block(words, line, new ArrayList<>()));
    }

    private void close(List<Statement.Word> after) {
        Block block = open.pop();
        add(new Statement(block.words(), true, block.statements(), after));
    }

    private void add(Statement statement) {
        List<Statement> into = open.isEmpty() ? done : open.peek().statements();
        into.add(statement);
    }

    private List<Statement.Word> words(List<ConfParser.ValueContext> values) {
        return values.stream()
                .map(v -> {
                    Token token = v.getStart();
                    if (token.getType() == ConfLexer.TORN) {
                        sink.problem(line(token), "this string is not closed on its line");
                    }
                    return Statement.Word.of(token.getText(), token.getStartIndex());
                })
                .toList();
    }

    private void refuseBraces(ConfParser.RestContext rest) {
        if (!rest.OPENING().isEmpty() || !rest.CLOSING().isEmpty()) {
            sink.problem(line(((ParserRuleContext) rest).getStart()), "a brace behind '}' is left out");
        }
    }

    private int line(Token token) {
        return source.lineAt(token.getStartIndex());
    }
}
