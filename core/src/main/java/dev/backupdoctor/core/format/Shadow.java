package dev.backupdoctor.core.format;

import dev.backupdoctor.core.format.Shape.Element;
import java.util.List;

/** Finds shapes that never get a chance, because another one fits all their lines first. */
final class Shadow {

    private Shadow() {}

    /** True when every line that fits {@code later} surely fits {@code first}; a clever case may be missed. */
    static boolean covers(Shape first, Shape later) {
        if (first.versions().isPresent() && !first.versions().equals(later.versions())) {
            return false;
        }
        List<Element> a = first.elements();
        List<Element> b = later.elements();
        for (int i = 0; i < a.size(); i++) {
            boolean last = i == a.size() - 1;
            if (last && isSkip(a.get(i))) {
                return true;
            }
            if (i >= b.size()) {
                return false;
            }
            // What ends in {_} also covers what goes on with more text.
            boolean open = i == a.size() - 2 && isSkip(a.get(a.size() - 1));
            if (!same(a.get(i), b.get(i)) && !(open && begins(b.get(i), a.get(i)))) {
                return false;
            }
        }
        return a.size() == b.size();
    }

    private static boolean isSkip(Element element) {
        return element instanceof Element.Hole h && h.reader().isEmpty();
    }

    private static boolean begins(Element element, Element with) {
        return element instanceof Element.Literal longer
                && with instanceof Element.Literal shorter
                && longer.bytes().startsWith(shorter.bytes());
    }

    /** Equal but for the names of holes. */
    private static boolean same(Element a, Element b) {
        if (a instanceof Element.Hole x && b instanceof Element.Hole y) {
            return x.reader().equals(y.reader());
        }
        return a.equals(b);
    }
}
