package dev.backupdoctor.core.format;

import dev.backupdoctor.core.event.EventKind;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.SyntaxReader;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.spi.HeadReader;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.ValuesReader;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A product for tests, with readers of its own, and short ways to compile and read. */
final class FormatFixture implements DiagnosticModule {

    static final Instant MODIFIED = Instant.parse("2026-11-20T12:00:00Z");

    /** What the parser of the product yields. */
    @EventKind("acme.setting")
    record Setting(String name, Optional<Long> value) {}

    @Override
    public String product() {
        return "acme";
    }

    @Override
    public String title() {
        return "Acme";
    }

    @Override
    public List<Class<? extends Record>> kinds() {
        return List.of(Setting.class);
    }

    @Override
    public Map<String, Parser> parsers() {
        return Map.of("settings", (text, sink) -> {
            for (int i = 1; i <= text.lines(); i++) {
                String[] parts = text.line(i).split("=", 2);
                if (parts[0].equals("host")) {
                    sink.identity("host", parts[1], text.place(i));
                } else if (parts.length == 2) {
                    sink.event(new Setting(parts[0], Optional.of((long) parts[1].length())), text.place(i));
                } else {
                    sink.problem(i, "no setting");
                }
            }
        });
    }

    @Override
    public Map<String, HeadReader> heads() {
        return Map.of("cluster-head", new ClusterHead());
    }

    @Override
    public Map<String, ValuesReader> values() {
        return Map.of("cluster-values", new ClusterValues());
    }

    /** {@code [2026-11-20 10:00:00.000001] INFO [M] f (a.cpp:1) [7][t][T1][Ytrace-0-0] }. */
    private static final class ClusterHead implements HeadReader {

        private static final Pattern HEAD =
                Pattern.compile("\\[([-0-9]{10} [:0-9]{8}\\.\\d{6})\\] (\\w+) .*?\\[(Y[-0-9A-F]*)\\] ");
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

        @Override
        public Map<String, Type> fields() {
            return Map.of("at", Scalar.INSTANT, "severity", Scalar.TEXT, "trace", Scalar.TEXT);
        }

        @Override
        public Optional<Head> read(String line) {
            Matcher m = HEAD.matcher(line);
            if (!m.lookingAt()) {
                return Optional.empty();
            }
            return Optional.of(new Head(
                    m.end(),
                    Map.of("at", LocalDateTime.parse(m.group(1), TIME), "severity", m.group(2), "trace", m.group(3))));
        }
    }

    /** {@code (k=v, a:{b:1})}; good enough for tests. */
    private static final class ClusterValues implements ValuesReader {

        private static final Pattern TOKEN = Pattern.compile("([a-z_]+)[=:](\\{|[^\\s,(){}]+)|\\}");

        @Override
        public Values read(String record) {
            Map<String, Slice> values = new LinkedHashMap<>();
            Deque<String> prefix = new ArrayDeque<>(List.of(""));
            Matcher token = TOKEN.matcher(record);
            while (token.find()) {
                if (token.group(1) == null) {
                    prefix.poll();
                } else if (token.group(2).equals("{")) {
                    prefix.push(prefix.element() + token.group(1) + ".");
                } else {
                    values.put(prefix.element() + token.group(1), new Slice(token.group(2), token.start(2)));
                }
            }
            return path -> Optional.ofNullable(values.get(String.join(".", path)));
        }
    }

    /** A format file of the test resources. */
    static String resource(String name) {
        try (InputStream in = FormatFixture.class.getResourceAsStream("formats/" + name + ".format")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Syntax.FormatFile syntax(String name, String text) {
        var errors = new Errors();
        Optional<Syntax> syntax = SyntaxReader.read("formats/" + name + ".format", text, errors);
        return (Syntax.FormatFile) syntax.orElseThrow(() -> new AssertionError(errors.list()));
    }

    /** Compiles a text; its errors are the failure. */
    static Format format(String name, String text) {
        var errors = new Errors();
        return compile(name, text, errors).orElseThrow(() -> new AssertionError(render(errors, text)));
    }

    static Format format(String name) {
        return format(name, resource(name));
    }

    static Optional<Format> compile(String name, String text, Errors errors) {
        return FormatCompiler.compile(syntax(name, text), new FormatFixture(), Codes.of(new FormatFixture()), errors);
    }

    static String render(Errors errors, String text) {
        StringBuilder out = new StringBuilder();
        errors.list().forEach(e -> out.append(e.render(text)).append('\n'));
        return out.toString();
    }

    static Source source(String name) {
        return new Source("/var/log/" + name, name, Optional.of(MODIFIED));
    }

    static SourceEvents read(Format format, String text) {
        return read(format, source("x.log"), text, Reading.inUtc());
    }

    static SourceEvents read(Format format, Source source, String text, Reading reading) {
        return read(format, source, text.getBytes(StandardCharsets.UTF_8), reading);
    }

    static SourceEvents read(Format format, Source source, byte[] bytes, Reading reading) {
        return FormatReader.read(format, source, new ByteArrayInputStream(bytes), reading);
    }
}
