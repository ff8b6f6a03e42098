package dev.backupdoctor.nbd.set;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a data file.
 *
 * <pre>
 * vda.full.data
 * vda.copy.data
 * vda.inc.virtnbdbackup.1.data
 * vda.diff.1795164610.data
 * vda.inc.virtnbdbackup.1.offline.2.data
 * </pre>
 *
 * @param disk target device, as in {@code vda}
 * @param ident checkpoint of an increment, second of the epoch of a differential backup; empty for full and copy
 * @param number counts the increments under one checkpoint that were made while the domain was off, from 1; 0 for all
 *     others
 */
public record DataFileName(String disk, Level level, String ident, int number) {
    /** Ends the name of every data file. */
    public static final String SUFFIX = ".data";
    /** Ends the name while the file is being written. */
    public static final String PARTIAL = ".partial";
    /** Ends the name of the file beside it that holds its sum. */
    public static final String SUM = ".chksum";

    private static final Pattern NAME =
            Pattern.compile("^(?<disk>[^.]+)\\.(?:(?<whole>full|copy)|diff\\.(?<second>\\d+)"
                    + "|inc\\.(?<checkpoint>.+?)(?:\\.offline\\.(?<number>[1-9]\\d{0,8}))?)\\.data$");

    /** What a name says that the file holds. */
    public enum Level {
        /** The whole disk, and the start of a chain. */
        FULL,
        /** The whole disk, and nothing can follow. */
        COPY,
        /** What changed since the checkpoint before. */
        INC,
        /** What changed since the last checkpoint; nothing can follow. */
        DIFF
    }

    /** A full backup of a disk. */
    public static DataFileName full(String disk) {
        return new DataFileName(disk, Level.FULL, "", 0);
    }

    /** A backup of a disk that nothing can follow. */
    public static DataFileName copy(String disk) {
        return new DataFileName(disk, Level.COPY, "", 0);
    }

    /** What changed up to a checkpoint. */
    public static DataFileName inc(String disk, String checkpoint) {
        return new DataFileName(disk, Level.INC, checkpoint, 0);
    }

    /**
     * What changed since a checkpoint while the domain is off, where no checkpoint can be made.
     *
     * @param number 1 for the first under this checkpoint, then one more each time
     */
    public static DataFileName offline(String disk, String checkpoint, int number) {
        return new DataFileName(disk, Level.INC, checkpoint, number);
    }

    /** What changed since the last checkpoint. */
    public static DataFileName diff(String disk, long epochSecond) {
        return new DataFileName(disk, Level.DIFF, Long.toString(epochSecond), 0);
    }

    /** Reads the name of a finished data file; empty when it is the name of something else. */
    public static Optional<DataFileName> parse(String fileName) {
        Matcher name = NAME.matcher(fileName);
        if (!name.matches()) {
            return Optional.empty();
        }
        String disk = name.group("disk");
        if (name.group("whole") != null) {
            return Optional.of("full".equals(name.group("whole")) ? full(disk) : copy(disk));
        }
        if (name.group("second") != null) {
            return Optional.of(new DataFileName(disk, Level.DIFF, name.group("second"), 0));
        }
        String number = name.group("number");
        return Optional.of(offline(disk, name.group("checkpoint"), number == null ? 0 : Integer.parseInt(number)));
    }

    /** The name of the finished file. */
    public String fileName() {
        return disk
                + switch (level) {
                    case FULL -> ".full";
                    case COPY -> ".copy";
                    case DIFF -> ".diff." + ident;
                    case INC -> ".inc." + ident + (number == 0 ? "" : ".offline." + number);
                }
                + SUFFIX;
    }
}
