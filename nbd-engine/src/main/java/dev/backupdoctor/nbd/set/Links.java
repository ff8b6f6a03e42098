package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.set.SetProblem.DateOutOfOrder;
import dev.backupdoctor.nbd.set.SetProblem.FileTimeOutOfOrder;
import dev.backupdoctor.nbd.set.SetProblem.Fork;
import dev.backupdoctor.nbd.set.SetProblem.Gap;
import dev.backupdoctor.nbd.set.SetProblem.NoFull;
import dev.backupdoctor.nbd.set.SetProblem.OrderUnclear;
import dev.backupdoctor.nbd.set.SetProblem.Place;
import dev.backupdoctor.nbd.set.SetProblem.SizeChange;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the files of one disk follow from each other: by the checkpoint each starts from and leads to, and nothing else.
 */
final class Links {
    /** Dates are local times, which go back by an hour in autumn. */
    private static final Duration DATE_SLACK = Duration.ofMinutes(61);

    /**
     * Increments that nothing can follow, in the order they were made. All of them under one checkpoint hold everything
     * since, so that the last one is enough.
     */
    private static final Comparator<DataFile> BY_AGE = Comparator.<DataFile, String>comparing(
                    file -> file.meta().date())
            .thenComparing(file -> file.name().number())
            .thenComparing(DataFile::fileName);

    private final List<DataFile> files;
    private final Map<String, DataFile> leading = new HashMap<>();
    private final Map<String, DataFile> following = new HashMap<>();
    private final List<SetProblem> forks = new ArrayList<>();

    Links(List<DataFile> files) {
        this.files = files;
        for (DataFile file : files) {
            if (file.leadsToCheckpoint()) {
                claim(leading, file.meta().checkpointName(), file);
                file.meta()
                        .parentCheckpoint()
                        .filter(parent -> !file.isWhole())
                        .ifPresent(parent -> claim(following, parent, file));
            }
        }
    }

    private void claim(Map<String, DataFile> claims, String checkpoint, DataFile file) {
        DataFile other = claims.putIfAbsent(checkpoint, file);
        if (other != null) {
            forks.add(new Fork(Place.of(file), other.fileName(), checkpoint));
        }
    }

    /** The file that leads to the checkpoint which this one starts from; empty for a full, or when it is missing. */
    Optional<DataFile> before(DataFile file) {
        return file.isWhole()
                ? Optional.empty()
                : file.meta().parentCheckpoint().map(leading::get);
    }

    /** The file that leads to a checkpoint. */
    Optional<DataFile> leadingTo(String checkpoint) {
        return Optional.ofNullable(leading.get(checkpoint));
    }

    /** The files from a full to this one, in the order they have to be applied; empty when one is missing. */
    List<DataFile> pathTo(DataFile file) {
        var path = new LinkedList<DataFile>();
        Set<DataFile> seen = new HashSet<>();
        Optional<DataFile> next = Optional.of(file);
        while (next.isPresent() && seen.add(next.get())) {
            path.addFirst(next.get());
            next = before(next.get());
        }
        return path.getFirst().isWhole() ? List.copyOf(path) : List.of();
    }

    private boolean comesBackTo(DataFile file) {
        Set<DataFile> seen = new HashSet<>();
        Optional<DataFile> next = before(file);
        while (next.isPresent() && seen.add(next.get())) {
            next = before(next.get());
        }
        return seen.contains(file);
    }

    /** The files that lead to a checkpoint from which none goes on. */
    List<DataFile> tips() {
        return leading.values().stream()
                .filter(file -> !following.containsKey(file.meta().checkpointName()))
                .toList();
    }

    /** The last of the increments from a checkpoint that nothing can follow. */
    Optional<DataFile> lastSideOf(String checkpoint) {
        return sidesOf(checkpoint).stream().reduce((first, second) -> second);
    }

    private List<DataFile> sidesOf(String checkpoint) {
        return files.stream()
                .filter(file -> !file.isWhole() && !file.leadsToCheckpoint())
                .filter(file -> file.meta()
                        .parentCheckpoint()
                        .filter(checkpoint::equals)
                        .isPresent())
                .sorted(BY_AGE)
                .toList();
    }

    List<SetProblem> problems() {
        var problems = new ArrayList<SetProblem>(forks);
        boolean hasFull = files.stream().anyMatch(file -> file.isWhole() && file.leadsToCheckpoint());
        for (DataFile file : files) {
            if (!file.isWhole()) {
                String parent = file.meta().parentCheckpoint().orElse("");
                if (!hasFull) {
                    problems.add(new NoFull(Place.of(file)));
                } else if (pathTo(file).isEmpty() && (before(file).isEmpty() || comesBackTo(file))) {
                    problems.add(new Gap(Place.of(file), parent));
                }
                before(file).ifPresent(found -> compare(found, file, problems));
            }
        }
        leading.keySet().forEach(checkpoint -> checkOrder(sidesOf(checkpoint), problems));
        return problems;
    }

    private static void compare(DataFile before, DataFile after, List<SetProblem> problems) {
        long sizeBefore = before.meta().virtualSize();
        long sizeAfter = after.meta().virtualSize();
        if (sizeBefore != sizeAfter) {
            problems.add(new SizeChange(Place.of(after), sizeBefore, sizeAfter));
        }
        Optional<LocalDateTime> dateBefore = date(before);
        Optional<LocalDateTime> dateAfter = date(after);
        if (dateBefore.isPresent()
                && dateAfter.isPresent()
                && dateAfter.get().isBefore(dateBefore.get().minus(DATE_SLACK))) {
            problems.add(new DateOutOfOrder(
                    Place.of(after), after.meta().date(), before.meta().date()));
        }
        if (after.modified().isBefore(before.modified())) {
            problems.add(new FileTimeOutOfOrder(Place.of(after), before.fileName()));
        }
    }

    private static void checkOrder(List<DataFile> sides, List<SetProblem> problems) {
        int number = 0;
        String last = "";
        for (DataFile side : sides) {
            if (side.name().number() > 0) {
                if (side.name().number() < number) {
                    problems.add(new OrderUnclear(Place.of(side), last));
                }
                number = side.name().number();
                last = side.fileName();
            }
        }
    }

    private static Optional<LocalDateTime> date(DataFile file) {
        try {
            return Optional.of(LocalDateTime.parse(file.meta().date()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
