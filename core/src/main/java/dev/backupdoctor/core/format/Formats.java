package dev.backupdoctor.core.format;

import dev.backupdoctor.core.source.Source;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All formats of all products; recognises which one a source has. */
public final class Formats {

    /** Bytes of a source in which signs are looked for. */
    public static final int HEAD_BYTES = 64 << 10;

    private final List<Format> all;
    private final List<Set<String>> pages;

    public Formats(List<Format> all) {
        this(all, List.of());
    }

    /** @param pages names of formats whose texts may stand in one page, for each product */
    public Formats(List<Format> all, List<Set<String>> pages) {
        this.all = all.stream().sorted(Comparator.comparing(Format::name)).toList();
        this.pages = List.copyOf(pages);
    }

    /** All, by name. */
    public List<Format> all() {
        return all;
    }

    public Optional<Format> find(String name) {
        return all.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /**
     * The format of a source, by its name; when several formats or none fit that, by signs in its content.
     *
     * @param head first bytes of the content; more than {@link #HEAD_BYTES} are not looked at
     */
    public Optional<Format> detect(Source source, byte[] head) {
        List<Format> named =
                all.stream().filter(f -> f.fitsName(source.fileName())).toList();
        if (named.size() == 1) {
            return Optional.of(named.get(0));
        }
        String[] lines = lines(head);
        Comparator<Signs> best = Comparator.comparingInt(Signs::count).thenComparingInt(Signs::longest);
        Optional<Format> signed = (named.isEmpty() ? all : named)
                .stream()
                        .map(f -> Signs.of(f, lines))
                        .filter(s -> s.count() > 0)
                        // Of equals the first stays, and they are sorted by name.
                        .reduce((a, b) -> best.compare(b, a) > 0 ? b : a)
                        .map(Signs::format);
        return signed.or(() ->
                named.stream().reduce((a, b) -> literalInName(b, source) > literalInName(a, source) ? b : a));
    }

    /**
     * All formats that a source is to be read by: that of {@link #detect}, and, where only its content tells, those
     * whose texts may stand beside it and that have a sign in it.
     */
    public List<Format> detectAll(Source source, byte[] head) {
        Optional<Format> main = detect(source, head);
        if (main.isEmpty() || main.get().fitsName(source.fileName())) {
            return main.stream().toList();
        }
        Format first = main.get();
        String[] lines = lines(head);
        Stream<Format> beside = all.stream()
                .filter(f -> !f.equals(first) && f.product().equals(first.product()))
                .filter(f -> pages.stream().anyMatch(p -> p.contains(first.name()) && p.contains(f.name())))
                .filter(f -> Signs.of(f, lines).count() > 0);
        return Stream.concat(Stream.of(first), beside).toList();
    }

    private static int literalInName(Format format, Source source) {
        return format.recognition()
                .fit(source.fileName())
                .map(fit -> fit.shape().longestLiteral())
                .orElse(0);
    }

    /** The last line is left out when the content goes on after it. */
    private static String[] lines(byte[] head) {
        byte[] seen = head.length > HEAD_BYTES ? Arrays.copyOf(head, HEAD_BYTES) : head;
        byte[] text = Encoding.of(seen).map(e -> e.utf8(seen)).orElse(seen);
        String all = new String(text, StandardCharsets.ISO_8859_1);
        int end = head.length >= HEAD_BYTES ? all.lastIndexOf('\n') : -1;
        return (end < 0 ? all : all.substring(0, end)).split("\n", -1);
    }

    /** How well the content fits. */
    private record Signs(Format format, int count, int longest) {
        static Signs of(Format format, String[] lines) {
            List<Shape> found = Stream.of(lines)
                    .flatMap(line -> format.recognition().sign(line, Line.begin(line)).stream())
                    .toList();
            int longest = found.stream().mapToInt(Shape::longestLiteral).max().orElse(0);
            return new Signs(format, found.size(), longest);
        }
    }
}
