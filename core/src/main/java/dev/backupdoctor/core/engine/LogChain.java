package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.format.LogPart;
import dev.backupdoctor.core.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of one log in the order in which they were written. Their records' times decide; names only where times do
 * not. What overlaps in time without being a copy is another log of that name, such as that of another process.
 */
final class LogChain {

    /** A clock is set back by an hour when summer time ends. */
    private static final Duration SET_BACK = Duration.ofHours(1);

    private final Map<String, Value> identity;
    private final List<LogPart> byName;
    private final List<LogPart> chain = new ArrayList<>();
    private final Set<LogPart> copies = new HashSet<>();
    private final List<LogPart> apart = new ArrayList<>();
    private Optional<Instant> end = Optional.empty();

    /** @param identity that all parts share, as far as they name it */
    LogChain(List<LogPart> parts, Map<String, Value> identity) {
        this.identity = identity;
        this.byName = parts.stream()
                .sorted(Comparator.comparing(LogPart::rotation)
                        .thenComparing(p -> p.source().name()))
                .toList();
        List<LogPart> ordered = ordered();
        if (ordered.stream().noneMatch(this::hasTime)) {
            // Numbers alone do not tell a log that goes on from outputs that somebody kept side by side.
            apart.addAll(ordered);
        } else {
            ordered.forEach(this::add);
        }
    }

    /** The parts that follow each other. */
    List<LogPart> chain() {
        return chain;
    }

    /** Those of the chain that hold lines of the part before once more. */
    Set<LogPart> copies() {
        return copies;
    }

    /** Files that are logs of their own. */
    List<LogPart> apart() {
        return apart;
    }

    private boolean hasTime(LogPart part) {
        return part.span(identity).isPresent();
    }

    /** By time; a part without any follows the one that it follows by name. */
    private List<LogPart> ordered() {
        Comparator<LogPart.Written> bySpan =
                Comparator.comparing(LogPart.Written::first).thenComparing(LogPart.Written::last);
        List<LogPart> ordered = new ArrayList<>(byName.stream()
                .filter(this::hasTime)
                .sorted(Comparator.comparing((LogPart p) -> p.span(identity).orElseThrow(), bySpan))
                .toList());
        for (int i = 0; i < byName.size(); i++) {
            if (!hasTime(byName.get(i))) {
                ordered.add(i == 0 ? 0 : ordered.indexOf(byName.get(i - 1)) + 1, byName.get(i));
            }
        }
        return ordered;
    }

    private void add(LogPart part) {
        Optional<LogPart.Written> span = part.span(identity);
        boolean overlaps =
                span.isPresent() && end.isPresent() && span.get().first().isBefore(end.get());
        if (overlaps && isCopy(part, end.get())) {
            copies.add(part);
        } else if (overlaps && !isSetBack(part, span.get(), end.get())) {
            apart.add(part);
            return;
        }
        chain.add(part);
        span.map(LogPart.Written::last)
                .filter(last -> end.isEmpty() || last.isAfter(end.get()))
                .ifPresent(last -> end = Optional.of(last));
    }

    /** True when all that it says of the time before is known from the other parts. */
    private boolean isCopy(LogPart part, Instant before) {
        List<LogPart.Statement> again = part.statements(identity).stream()
                .filter(s -> s.at().filter(before::isAfter).isPresent())
                .toList();
        Set<LogPart.Statement> known = new HashSet<>();
        chain.forEach(p -> known.addAll(p.statements(identity)));
        return !again.isEmpty() && known.containsAll(again);
    }

    private boolean isSetBack(LogPart part, LogPart.Written span, Instant before) {
        boolean isNext = !chain.isEmpty() && byName.indexOf(part) == byName.indexOf(chain.get(chain.size() - 1)) + 1;
        return isNext && Duration.between(span.first(), before).compareTo(SET_BACK) <= 0;
    }
}
