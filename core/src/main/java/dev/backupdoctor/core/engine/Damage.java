package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.lang.Syntax.Given;
import dev.backupdoctor.core.value.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A way to damage what an example gives. */
enum Damage {
    SHUFFLED(true) {
        @Override
        Done to(List<Given> givens, Set<String> lineFormats, SplittableRandom random) {
            List<Given> shuffled = new ArrayList<>(givens);
            for (int i = shuffled.size() - 1; i > 0; i--) {
                Collections.swap(shuffled, i, random.nextInt(i + 1));
            }
            return new Done(shuffled, "with its sources in another order");
        }
    },
    STRANGE_LINE(true) {
        @Override
        Done to(List<Given> givens, Set<String> lineFormats, SplittableRandom random) {
            return text(
                    givens,
                    in -> lineFormats.contains(in.format().text()),
                    random,
                    "with a line that states nothing",
                    (lines, at) -> lines.add(at, STRANGE));
        }
    },
    CUT(false) {
        @Override
        Done to(List<Given> givens, Set<String> lineFormats, SplittableRandom random) {
            return bytes(givens, Damage::any, random, "cut", (text, at) -> text.substring(0, at));
        }
    },
    LINE_LOST(false) {
        @Override
        Done to(List<Given> givens, Set<String> lineFormats, SplittableRandom random) {
            return text(givens, Damage::any, random, "without a line", (lines, at) -> lines.remove((int) at));
        }
    },
    LINE_TWICE(false) {
        @Override
        Done to(List<Given> givens, Set<String> lineFormats, SplittableRandom random) {
            return text(givens, Damage::any, random, "with a line twice", (lines, at) -> lines.add(at, lines.get(at)));
        }
    },
    CHARACTER_CHANGED(false) {
        @Override
        Done to(List<Given> givens, Set<String> lineFormats, SplittableRandom random) {
            char other = ODD.charAt(random.nextInt(ODD.length()));
            return bytes(
                    givens,
                    Damage::any,
                    random,
                    "with another character",
                    (text, at) -> text.substring(0, at) + other + text.substring(Math.min(text.length(), at + 1)));
        }
    };

    /** Holds no literal of any format, and no digit that could be a time. */
    private static final String STRANGE = "~~~ qxj ~~~";

    /** What tends to upset readers: digits, ends of words and texts, controls, letters of two bytes. */
    private static final String ODD = "09-+.,:;\"'{}[]()% \t\u0000\u001b\u00e9\u2028/\\";

    private final boolean harmless;

    Damage(boolean harmless) {
        this.harmless = harmless;
    }

    /** Damaged, and in words what was done. */
    record Done(List<Given> givens, String told) {}

    /** Changes lines at an index. */
    private interface Lines {
        void change(List<String> lines, Integer at);
    }

    /** Changes a text at an index. */
    private interface Characters {
        String changed(String text, int at);
    }

    /** @param lineFormats formats in which a line that no shape fits is passed over */
    abstract Done to(List<Given> givens, Set<String> lineFormats, SplittableRandom random);

    /** True when it must not change any finding. */
    boolean harmless() {
        return harmless;
    }

    private static boolean any(Given.Input in) {
        return !in.text().isEmpty();
    }

    /** Damages lines of one text; ready-made events are left whole, since a line in them is no line of a log. */
    private static Done text(
            List<Given> givens, Predicate<Given.Input> fit, SplittableRandom random, String what, Lines change) {
        return bytes(givens, fit, random, what, (text, at) -> {
            List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
            int line =
                    (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
            change.change(lines, Math.min(line, lines.size() - 1));
            return String.join("\n", lines);
        });
    }

    private static Done bytes(
            List<Given> givens, Predicate<Given.Input> fit, SplittableRandom random, String what, Characters change) {
        List<Integer> texts = new ArrayList<>();
        for (int i = 0; i < givens.size(); i++) {
            if (givens.get(i) instanceof Given.Input in && !in.text().isEmpty() && fit.test(in)) {
                texts.add(i);
            }
        }
        if (texts.isEmpty()) {
            return new Done(givens, "as it is");
        }
        int chosen = texts.get(random.nextInt(texts.size()));
        Given.Input in = (Given.Input) givens.get(chosen);
        int at = random.nextInt(in.text().length());
        List<Given> damaged = new ArrayList<>(givens);
        damaged.set(chosen, new Given.Input(in.at(), in.format(), in.fileName(), change.changed(in.text(), at)));
        return new Done(damaged, what + " at character " + (at + 1) + " of " + in.fileName());
    }

    /** The same without the lines of these places. */
    static List<Given> without(List<Given> givens, List<Place> places) {
        List<Given> less = new ArrayList<>();
        for (Given g : givens) {
            if (g instanceof Given.Input in) {
                less.add(new Given.Input(
                        in.at(), in.format(), in.fileName(), without(in.text(), in.fileName(), places)));
            } else if (g instanceof Given.Events e) {
                less.add(new Given.Events(e.at(), without(e.json(), "events:" + e.at().line(), places)));
            } else {
                less.add(g);
            }
        }
        return less;
    }

    private static String without(String text, String file, List<Place> places) {
        BiPredicate<Integer, Place> is = (line, place) ->
                (place.line() == line || place.line() == 0) && place.file().equals(file);
        String[] lines = text.split("\n", -1);
        List<String> left = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            int line = i + 1;
            if (places.stream().noneMatch(p -> is.test(line, p))) {
                left.add(lines[i]);
            }
        }
        return String.join("\n", left);
    }

    /** Files and lines, the first of them. */
    static String named(List<Place> places) {
        String some = places.stream()
                .limit(3)
                .map(p -> p.file() + ":" + p.line())
                .distinct()
                .collect(Collectors.joining(", "));
        return places.size() > 3 ? some + ", ..." : some;
    }
}
