package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads one word of a set.
 *
 * @param type the set
 * @param words longest first
 */
record WordsReader(Type.Words type, List<String> words) implements Reader {

    static WordsReader of(Collection<String> words) {
        var set = new Type.Words(new TreeSet<>(words));
        return new WordsReader(
                set,
                set.words().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList());
    }

    @Override
    public Breadth breadth() {
        return Breadth.FIXED;
    }

    /** One word may begin with another. */
    @Override
    public boolean divisible() {
        return true;
    }

    @Override
    public int longest(String text, int from, int to) {
        for (String word : words) {
            if (from + word.length() <= to && text.startsWith(word, from)) {
                return from + word.length();
            }
        }
        return -1;
    }

    @Override
    public boolean accepts(String text, int from, int to) {
        return to > from && type.words().contains(text.substring(from, to));
    }

    @Override
    public Optional<Object> parse(String text, int from, int to) {
        return accepts(text, from, to) ? Optional.of(text.substring(from, to)) : Optional.empty();
    }

    @Override
    public Optional<String> write(Object value) {
        return Optional.of(value.toString()).filter(type.words()::contains);
    }

    /** The last place, not after {@code at}, where one of the words begins; -1 if there is none. */
    int lastBefore(String text, int at) {
        int last = -1;
        for (String word : words) {
            last = Math.max(last, text.lastIndexOf(word, at));
        }
        return last;
    }
}
