package dev.backupdoctor.core.format;

import dev.backupdoctor.core.format.Shape.Capture;
import dev.backupdoctor.core.format.Shape.Element;
import dev.backupdoctor.core.format.Shape.Element.Hole;
import dev.backupdoctor.core.format.Shape.Element.Literal;
import dev.backupdoctor.core.format.Shape.Match;
import dev.backupdoctor.core.format.Shape.NoMatch;
import java.util.ArrayList;
import java.util.List;

/** One try of one shape on one line, with backtracking and a limit of steps. Used once. */
final class ShapeMatcher {

    private static final int FAIL = -1;
    /** No later begin of this element could do better: a literal ahead is nowhere in the rest of the line. */
    private static final int HOPELESS = -2;

    private static final int TOO_LONG = -3;
    /** Bytes skipped over that cost one step. */
    private static final int BYTES_PER_STEP = 256;

    private final List<Element> elements;
    private final String text;
    private final int to;
    private final boolean prefix;
    private final int[] begins;
    private final int[] ends;
    private int steps;

    ShapeMatcher(List<Element> elements, String text, int to, boolean prefix) {
        this.elements = elements;
        this.text = text;
        this.to = to;
        this.prefix = prefix;
        this.begins = new int[elements.size()];
        this.ends = new int[elements.size()];
    }

    Shape.Outcome match(int from) {
        int end = match(0, from);
        if (end < 0) {
            return end == TOO_LONG ? NoMatch.STEP_LIMIT : NoMatch.DIFFERENT;
        }
        List<Capture> captures = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Hole h && h.isKept() && h.reader().isPresent()) {
                int begin = begins[i];
                int stop = ends[i];
                h.reader()
                        .get()
                        .parse(text, begin, stop)
                        .ifPresent(value -> captures.add(new Capture(h.name(), begin, stop, value)));
            }
        }
        return new Match(end, captures);
    }

    /** End of the whole match, or one of the negative answers. */
    private int match(int i, int at) {
        if (i == elements.size()) {
            return prefix || at == to ? at : FAIL;
        } else if (++steps > Shape.MAX_STEPS) {
            return TOO_LONG;
        }
        Element element = elements.get(i);
        if (element instanceof Literal literal) {
            return standsAt(literal, at) ? match(i + 1, at + literal.bytes().length()) : FAIL;
        } else if (element instanceof Hole hole) {
            begins[i] = at;
            boolean beforeLiteral = i + 1 < elements.size() && elements.get(i + 1) instanceof Literal;
            if (beforeLiteral && hole.reader().filter(Reader::greedy).isEmpty()) {
                return hole.isOpen() ? openHole(i, at, hole) : closedHole(i, at, hole);
            }
            return i + 1 == elements.size() && !prefix ? lastHole(i, at, hole) : greedyHole(i, at, hole);
        }
        return blanks(i, at);
    }

    private boolean standsAt(Literal literal, int at) {
        return at + literal.bytes().length() <= to && text.startsWith(literal.bytes(), at);
    }

    /** Whether a hole can end here, which is not after the longest text that it can hold. */
    private boolean accepts(Hole hole, int from, int end, int longest) {
        if (hole.reader().isEmpty()) {
            return true;
        }
        Reader reader = hole.reader().get();
        if (end <= from || end >= longest || reader.acceptsAnyBegin()) {
            return end > from && end <= longest;
        }
        steps += (end - from) / BYTES_PER_STEP;
        return reader.accepts(text, from, end);
    }

    private int found(int i, int end) {
        ends[i] = end;
        return match(i + 1, end);
    }

    /** One or more blanks, as many as possible. */
    private int blanks(int i, int at) {
        int end = at;
        while (end < to && CharsReader.isBlank(text.charAt(end))) {
            end++;
        }
        int result = FAIL;
        for (int e = end; e > at && (result == FAIL || result == HOPELESS); e--) {
            result = found(i, e);
        }
        return result;
    }

    /** The last hole of a whole line: it takes the rest, or nothing fits. */
    private int lastHole(int i, int at, Hole hole) {
        return accepts(hole, at, to, longest(hole, at)) ? found(i, to) : FAIL;
    }

    /** A hole that may hold anything, before a literal: as little as possible. */
    private int openHole(int i, int at, Hole hole) {
        String literal = ((Literal) elements.get(i + 1)).bytes();
        int least = hole.reader().isEmpty() ? at : at + 1;
        if (i + 2 == elements.size() && !prefix) {
            int end = to - literal.length();
            return end >= least && text.startsWith(literal, end) ? found(i, end) : HOPELESS;
        }
        int from = least;
        while (true) {
            int end = text.indexOf(literal, from);
            steps += ((end < 0 ? to : end) - from) / BYTES_PER_STEP;
            if (end < 0 || end + literal.length() > to) {
                return HOPELESS;
            }
            int result = found(i, end);
            if (result != FAIL) {
                return result;
            }
            from = end + 1;
        }
    }

    /** A hole whose reader knows where it must end, before a literal: as little as possible. */
    private int closedHole(int i, int at, Hole hole) {
        Literal literal = (Literal) elements.get(i + 1);
        int limit = longest(hole, at);
        for (int end = at + 1; end <= limit; end++) {
            if (standsAt(literal, end) && accepts(hole, at, end, limit)) {
                int result = found(i, end);
                if (result != FAIL) {
                    return result;
                }
            } else if (steps > Shape.MAX_STEPS) {
                return TOO_LONG;
            }
        }
        steps += Math.max(0, limit - at) / BYTES_PER_STEP;
        return FAIL;
    }

    private int longest(Hole hole, int at) {
        return hole.reader().map(r -> r.longest(text, at, to)).orElse(to);
    }

    /** A hole before another one, or at the end of a head: as much as possible. */
    private int greedyHole(int i, int at, Hole hole) {
        if (hole.reader().isEmpty()) {
            return skip(i, at);
        }
        Reader reader = hole.reader().get();
        int longest = reader.longest(text, at, to);
        for (int end = longest; end > at; end--) {
            if (accepts(hole, at, end, longest)) {
                int result = found(i, end);
                if (result != FAIL && result != HOPELESS) {
                    return result;
                }
            }
            if (!reader.divisible()) {
                return FAIL;
            }
        }
        return FAIL;
    }

    /** Anything, before another hole: as much as possible. */
    private int skip(int i, int at) {
        WordsReader words = i + 1 < elements.size()
                        && elements.get(i + 1) instanceof Hole next
                        && next.reader().orElse(null) instanceof WordsReader w
                ? w
                : null;
        int end = to;
        while (end >= at) {
            if (words != null) {
                int before = end;
                end = words.lastBefore(text, end);
                steps += (before - Math.max(at, end)) / BYTES_PER_STEP;
                if (end < at) {
                    return FAIL;
                }
            }
            int result = found(i, end);
            if (result != FAIL && result != HOPELESS) {
                return result;
            }
            end--;
        }
        return FAIL;
    }
}
