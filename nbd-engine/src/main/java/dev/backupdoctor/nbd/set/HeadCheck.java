package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.set.SetProblem.FallbackFull;
import dev.backupdoctor.nbd.set.SetProblem.NameContradicted;
import dev.backupdoctor.nbd.set.SetProblem.Place;
import dev.backupdoctor.nbd.set.SetProblem.SizeContradicted;
import dev.backupdoctor.nbd.set.SetProblem.Torn;
import dev.backupdoctor.nbd.stream.Meta;
import dev.backupdoctor.nbd.stream.StreamException.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Holds what files say of themselves against their names, and against what qemu said of the image. */
final class HeadCheck {
    private final Path directory;
    private final List<DataFile> files;
    private final List<SetProblem> problems = new ArrayList<>();

    HeadCheck(Path directory, List<DataFile> files) {
        this.directory = directory;
        this.files = files;
    }

    List<SetProblem> problems() {
        for (DataFile file : files) {
            if (!file.raw()) {
                check(file);
            }
        }
        return problems;
    }

    private void check(DataFile file) {
        Meta meta = file.meta();
        if (meta.incremental() && meta.parentCheckpoint().isEmpty()) {
            problems.add(new Torn(
                    Place.of(file), Fault.BAD_META, "the meta frame says incremental, but names no parent checkpoint"));
        }
        Optional<String> contradiction = contradiction(file);
        if (contradiction.isPresent()) {
            problems.add(new NameContradicted(Place.of(file), contradiction.get()));
        } else if (file.isFallbackFull()) {
            problems.add(new FallbackFull(Place.of(file)));
        }
        checkSize(file);
    }

    private static Optional<String> contradiction(DataFile file) {
        DataFileName name = file.name();
        Meta meta = file.meta();
        if (!meta.diskName().equals(name.disk())) {
            return Optional.of("of disk " + meta.diskName());
        }
        boolean fits = switch (name.level()) {
            case FULL, COPY -> file.isWhole();
            case DIFF -> meta.incremental();
            case INC -> meta.checkpointName().equals(name.ident()) && (name.number() == 0 || file.isOffline());
        };
        return fits ? Optional.empty() : Optional.of(described(file));
    }

    private static String described(DataFile file) {
        Meta meta = file.meta();
        return file.isWhole()
                ? "a full, checkpoint " + meta.checkpointName()
                : "what changed from checkpoint " + meta.parentCheckpoint().orElse("(none)") + " to "
                        + meta.checkpointName();
    }

    private void checkSize(DataFile file) {
        // An increment of a domain that is off writes its report over that of the checkpoint it starts from.
        boolean overwritten = files.stream()
                .anyMatch(other -> other.isOffline()
                        && other.name().disk().equals(file.name().disk())
                        && other.meta().checkpointName().equals(file.meta().checkpointName()));
        if (overwritten) {
            return;
        }
        String ident = switch (file.name().level()) {
            case FULL, INC -> file.meta().checkpointName();
            case COPY -> "copy";
            case DIFF -> file.name().ident();
        };
        OptionalLong size = ImageReport.virtualSize(
                directory.resolve(ImageReport.name(file.name().disk(), ident)));
        long virtualSize = file.meta().virtualSize();
        if (size.isPresent() && size.getAsLong() != virtualSize) {
            problems.add(new SizeContradicted(Place.of(file), virtualSize, size.getAsLong()));
        }
    }
}
