package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.value.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Evidence that is shown under one heading: lines of one file that stand near each other.
 *
 * @param first the first of them in the order of the finding; the heading names its place
 * @param lines in the order of the file
 */
record EvidenceBlock(Evidence first, List<Line> lines) {

    /** Greatest distance of two lines that are shown together. */
    private static final int NEAR = 3;

    /** A line with everything that is marked in it, in the order of the finding. */
    record Line(Place place, List<Evidence> marks) {}

    /** True when it is about a source as a whole, which has no line to show. */
    boolean whole() {
        return first.place().line() == 0;
    }

    /** The blocks in the order in which the finding names their first evidence. */
    static List<EvidenceBlock> of(List<Evidence> evidence) {
        List<Evidence> byPlace = new ArrayList<>(evidence);
        byPlace.sort(Comparator.comparing((Evidence e) -> e.place().file())
                .thenComparingLong(e -> e.place().line()));
        List<List<Evidence>> groups = new ArrayList<>();
        Evidence before = null;
        for (Evidence e : byPlace) {
            if (before == null || !near(before.place(), e.place())) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(e);
            before = e;
        }
        return groups.stream()
                .map(group -> block(group, evidence))
                .sorted(Comparator.comparingInt(b -> evidence.indexOf(b.first())))
                .toList();
    }

    private static boolean near(Place a, Place b) {
        return a.file().equals(b.file()) && a.line() > 0 && b.line() - a.line() <= NEAR;
    }

    private static EvidenceBlock block(List<Evidence> group, List<Evidence> order) {
        Evidence first =
                group.stream().min(Comparator.comparingInt(order::indexOf)).orElseThrow();
        List<Line> lines = new ArrayList<>();
        for (Evidence e : group) {
            boolean same =
                    !lines.isEmpty() && lines.get(lines.size() - 1).place().sameLine(e.place());
            if (!same) {
                lines.add(new Line(e.place(), new ArrayList<>()));
            }
            lines.get(lines.size() - 1).marks().add(e);
        }
        return new EvidenceBlock(first, lines);
    }
}
