package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.stream.StreamException;
import java.util.OptionalLong;

/** Something in a set that does not fit, and where. */
public sealed interface SetProblem {

    /** Where the problem is. */
    Place place();

    /** One sentence without the place, no full stop. */
    String message();

    /** What the problem does to the set. */
    default Severity severity() {
        return Severity.ERROR;
    }

    /** What a problem does to a set, worst first. */
    enum Severity {
        /** A point of the set cannot be restored. */
        ERROR,
        /** Every point can be restored, but something is not as it should be, or the original would go wrong. */
        WARNING,
        /** Nothing is wrong, but something could not be proved. */
        NOTE
    }

    /**
     * A place in a set.
     *
     * @param file name within the directory of the set
     * @param offset byte of the file, counted from 0; empty when it is about the whole file
     */
    record Place(String file, OptionalLong offset) {
        /** A whole file. */
        public static Place of(String file) {
            return new Place(file, OptionalLong.empty());
        }

        static Place of(DataFile file) {
            return of(file.fileName());
        }

        @Override
        public String toString() {
            return offset.isPresent() ? file + " at byte " + offset.getAsLong() : file;
        }
    }

    /** A file cannot be read at all. */
    record Unreadable(Place place, String reason) implements SetProblem {
        @Override
        public String message() {
            return "cannot be read: " + reason;
        }
    }

    /** A data file is cut, damaged or none. */
    record Torn(Place place, StreamException.Fault fault, String message) implements SetProblem {
        static Torn of(String file, StreamException e) {
            return new Torn(new Place(file, OptionalLong.of(e.offset())), e.fault(), e.reason());
        }
    }

    /** The bytes of a data file are not those that were written. */
    record WrongSum(Place place, long stored, long computed) implements SetProblem {
        @Override
        public String message() {
            return "its bytes sum to " + computed + ", written were " + stored;
        }
    }

    /**
     * There is no sum that the file could be held against.
     *
     * @param compressed whether the payload has sums of its own, so that only its places are not proved
     */
    record NoSum(Place place, boolean compressed) implements SetProblem {
        @Override
        public String message() {
            return compressed
                    ? "has no checksum: that its blocks lie where they were written cannot be proved"
                    : "has no checksum: that the payload is what was written cannot be proved";
        }

        @Override
        public Severity severity() {
            return Severity.NOTE;
        }
    }

    /** The file that should hold a sum holds none. */
    record SumUnreadable(Place place) implements SetProblem {
        @Override
        public String message() {
            return "holds no checksum";
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }

    /** There is a sum, but the data file that it belongs to is gone. */
    record DataMissing(Place place) implements SetProblem {
        @Override
        public String message() {
            return "is missing, but was there: its checksum still is";
        }
    }

    /** An increment has nothing that it could be applied to. */
    record NoFull(Place place) implements SetProblem {
        @Override
        public String message() {
            return "is an increment, but the set has no full of its disk";
        }
    }

    /** An increment starts from a checkpoint that no file leads to. */
    record Gap(Place place, String parent) implements SetProblem {
        @Override
        public String message() {
            return "starts from checkpoint " + parent + ", but no file of its disk leads there";
        }
    }

    /** Two files start from one checkpoint, or lead to one. */
    record Fork(Place place, String other, String checkpoint) implements SetProblem {
        @Override
        public String message() {
            return "and " + other + " both claim checkpoint " + checkpoint;
        }
    }

    /** Several increments of a domain that was off contradict each other about their order. */
    record OrderUnclear(Place place, String other) implements SetProblem {
        @Override
        public String message() {
            return "and " + other + " are numbered in one order and dated in another";
        }
    }

    /** A file is not what its name says: renamed, swapped, or of another set. */
    record NameContradicted(Place place, String says) implements SetProblem {
        @Override
        public String message() {
            return "says of itself that it is " + says;
        }
    }

    /** The size of the disk is not the one that qemu reported for the same backup. */
    record SizeContradicted(Place place, long stream, long image) implements SetProblem {
        @Override
        public String message() {
            return "is of a disk of " + stream + " bytes, but the image had " + image;
        }
    }

    /** A checkpoint was saved for some disks only, although it covers more. */
    record DiskMissing(Place place, String disk, String checkpoint) implements SetProblem {
        @Override
        public String message() {
            return "disk " + disk + " has no data up to checkpoint " + checkpoint + ", other disks have";
        }
    }

    /** A disk was left out of later backups. */
    record DiskLeftOut(Place place, String disk, String checkpoint) implements SetProblem {
        @Override
        public String message() {
            return "disk " + disk + " was not backed up at checkpoint " + checkpoint + ", other disks were";
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }

    /** A full under the name of an increment. */
    record FallbackFull(Place place) implements SetProblem {
        @Override
        public String message() {
            return "is a full under the name of an increment: the bitmap had been lost";
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }

    /** The disk was grown or shrunk within a chain. */
    record SizeChange(Place place, long before, long after) implements SetProblem {
        @Override
        public String message() {
            return "is of a disk of " + after + " bytes, the file before of one of " + before;
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }

    /** A file is dated before the one it builds on. */
    record DateOutOfOrder(Place place, String date, String parentDate) implements SetProblem {
        @Override
        public String message() {
            return "is dated " + date + ", before the file it builds on: " + parentDate;
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }

    /** The times of the files are not in the order of the chain; virtnbdrestore would go by them. */
    record FileTimeOutOfOrder(Place place, String after) implements SetProblem {
        @Override
        public String message() {
            return "is older than " + after + ", which it builds on: virtnbdrestore would apply it too early";
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }

    /** An increment says zeros by zero frames, which virtnbdrestore skips. */
    record ZeroFramesInIncrement(Place place, long bytes) implements SetProblem {
        @Override
        public String message() {
            return "says by zero frames that " + bytes
                    + " bytes became zero: virtnbdrestore would leave old data there";
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }

    /** A backup broke off and left a file behind. */
    record HalfWritten(Place place) implements SetProblem {
        @Override
        public String message() {
            return "was left by a backup that broke off";
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }

    /** A checkpoint is recorded, but no disk has data up to it. */
    record NotSaved(Place place, String checkpoint) implements SetProblem {
        @Override
        public String message() {
            return "lists checkpoint " + checkpoint + ", but no data file leads there: that backup broke off";
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }

    /** The list of checkpoints cannot be read. Restoring does not need it; the next incremental backup does. */
    record ListUnreadable(Place place, String reason) implements SetProblem {
        @Override
        public String message() {
            return "is no list of checkpoints: " + reason;
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }
}
