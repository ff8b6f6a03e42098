package dev.backupdoctor.core.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A product version such as {@code 3.5.1}, {@code 2.0.0p26} or {@code 2.1.0b1}, compared part by part.
 *
 * <p>Letters sort by what they mean in release names: {@code i}, {@code a}, {@code b}, {@code rc} come before the
 * release itself, all others ({@code p26}) after it. A version that ends early equals one padded with zeros.
 *
 * @param text as it was written; no blanks
 */
public record Version(String text) implements Comparable<Version> {

    private static final Pattern PART = Pattern.compile("(?<number>\\d{1,18})|(?<word>[A-Za-z]+)");
    private static final List<String> BEFORE_RELEASE = List.of("i", "dev", "a", "alpha", "b", "beta", "rc", "pre");

    public Version {
        if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            throw new IllegalArgumentException("not a version: " + text);
        }
    }

    @Override
    public int compareTo(Version other) {
        List<long[]> mine = parts();
        List<long[]> theirs = other.parts();
        for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
            long[] a = i < mine.size() ? mine.get(i) : new long[] {0, 0};
            long[] b = i < theirs.size() ? theirs.get(i) : new long[] {0, 0};
            int order = a[0] == b[0] ? Long.compare(a[1], b[1]) : Long.compare(a[0], b[0]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Pairs of rank and number: rank 0 a number, below 0 a word before the release, above 0 one after it. */
    private List<long[]> parts() {
        List<long[]> parts = new ArrayList<>();
        Matcher m = PART.matcher(text);
        while (m.find()) {
            String word = m.group("word");
            if (word == null) {
                parts.add(new long[] {0, Long.parseLong(m.group("number"))});
            } else {
                int early = BEFORE_RELEASE.indexOf(word.toLowerCase(Locale.ROOT));
                parts.add(new long[] {early < 0 ? 1 : early - BEFORE_RELEASE.size(), 0});
            }
        }
        return parts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version v && compareTo(v) == 0;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        List<long[]> parts = parts();
        int end = parts.size();
        while (end > 0 && parts.get(end - 1)[0] == 0 && parts.get(end - 1)[1] == 0) {
            end--;
        }
        for (long[] part : parts.subList(0, end)) {
            hash = 31 * hash + Long.hashCode(31 * part[0] + part[1]);
        }
        return hash;
    }

    @Override
    public String toString() {
        return text;
    }
}
