package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.core.source.SourceText;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The records of a debug file: lines that begin with a head, and what follows them up to the next. */
final class DebugFile {

    private static final Pattern STAMP = Pattern.compile("[a-z]{1,20}\\.(?<stamp>\\d{14})");
    private static final DateTimeFormatter STAMP_FORMAT = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
    private static final String START = ": start at ";

    private final SourceText source;
    private final List<Line> records = new ArrayList<>();
    private Optional<LocalDateTime> began;

    /**
     * The first line of a record.
     *
     * @param number of the line, from 1
     * @param text what stands behind the head
     */
    record Line(int number, DebugHead head, String text) {}

    /**
     * Finds the records.
     *
     * @param program who writes the file; a line that only looks like another program's head belongs to a record
     */
    DebugFile(SourceText source, String program) {
        this.source = source;
        this.began = fromName(source.source().fileName());
        for (int number = 1; number <= source.lines(); number++) {
            String line = source.line(number);
            Optional<DebugHead> head =
                    DebugHead.read(line).filter(h -> h.program().equals(program));
            if (head.isPresent()) {
                String text = line.substring(head.get().length());
                records.add(new Line(number, head.get(), text));
                int start = text.indexOf(START);
                if (start >= 0) {
                    began = DebugHead.time(text.substring(start + START.length()))
                            .or(() -> began);
                }
            }
        }
    }

    List<Line> records() {
        return records;
    }

    /** Number of the line behind a record's last one. */
    int end(int index) {
        return index + 1 < records.size() ? records.get(index + 1).number() : source.lines() + 1;
    }

    /** When a record was written: 2.4 and 2.5 count from the begin of the program. */
    Optional<LocalDateTime> at(Line record) {
        DebugHead head = record.head();
        return head.at().or(() -> head.elapsed().flatMap(e -> began.map(b -> b.plus(e))));
    }

    /** The begin of the program from {@code sendsize.20051206000412.debug}. */
    private static Optional<LocalDateTime> fromName(String fileName) {
        Matcher m = STAMP.matcher(fileName);
        if (!m.lookingAt()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(m.group("stamp"), STAMP_FORMAT));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }
}
