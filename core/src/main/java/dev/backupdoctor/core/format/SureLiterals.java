package dev.backupdoctor.core.format;

import dev.backupdoctor.core.format.Shape.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the text that is sure to stand in every line that fits a shape: the longest run of literals. Sets of words
 * count as text; they are multiplied out.
 */
final class SureLiterals {

    /** Sets of words are multiplied out to no more than this. */
    private static final int MAX_ALTERNATIVES = 64;

    private SureLiterals() {}

    /** One of these stands in every line that fits; empty when the shape has no literal at all. */
    static List<String> of(List<Element> elements) {
        List<List<String>> runs = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            List<String> run = List.of("");
            for (int k = i; k < elements.size() && run.size() <= MAX_ALTERNATIVES; k++) {
                run = multiply(run, alternatives(elements.get(k)));
                if (run.isEmpty() || run.size() > MAX_ALTERNATIVES) {
                    break;
                }
                runs.add(run);
            }
        }
        return runs.stream()
                .max(Comparator.comparingInt(SureLiterals::shortest)
                        .thenComparing(Comparator.<List<String>>comparingInt(List::size)
                                .reversed()))
                .orElse(List.of());
    }

    /** The texts that an element can be; empty when they cannot be listed. */
    private static List<String> alternatives(Element element) {
        if (element instanceof Element.Literal l) {
            return List.of(l.bytes());
        } else if (element instanceof Element.Hole h && h.reader().orElse(null) instanceof WordsReader w) {
            return w.words();
        }
        return List.of();
    }

    private static List<String> multiply(List<String> heads, List<String> tails) {
        return heads.stream()
                .flatMap(head -> tails.stream().map(tail -> head + tail))
                .toList();
    }

    private static int shortest(List<String> texts) {
        return texts.stream().mapToInt(String::length).min().orElse(0);
    }
}
