package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.Header;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The begin of a data file: a frame of 40 bytes, then JSON.
 *
 * <pre>
 * meta 0000000000000000 0000000000000143
 * {
 *     "virtualSize": 16777216,
 *     "checkpointName": "virtnbdbackup.1",
 *     "parentCheckpoint": "virtnbdbackup.0",
 *     "incremental": true,
 * </pre>
 *
 * <p>Format: sparse stream version 1 and 2. Very old sets write names with hyphens.
 */
record DataHeader(
        Header state,
        Optional<String> checkpoint,
        Optional<String> parent,
        Optional<Boolean> incremental,
        Optional<Size> virtualSize,
        Optional<LocalDateTime> date) {

    private static final Pattern FRAME = Pattern.compile("meta [0-9a-f]{16} (?<length>[0-9a-f]{16})\r\n");
    private static final int FRAME_BYTES = 40;

    /** Reads the first bytes of a file, one char per byte. */
    static DataHeader read(String begin) {
        Matcher frame = FRAME.matcher(begin).region(0, Math.min(begin.length(), FRAME_BYTES));
        if (begin.isEmpty()) {
            return nothing(Header.EMPTY);
        } else if (!frame.matches()) {
            return nothing(Header.TORN);
        }
        long length = Long.parseUnsignedLong(frame.group("length"), 16);
        if (length < 2 || length > begin.length() - FRAME_BYTES) {
            return nothing(Header.TORN);
        }
        Map<String, String> values = new HashMap<>();
        FlatJson.read(begin.substring(FRAME_BYTES, FRAME_BYTES + (int) length))
                .ifPresent(leaves -> leaves.forEach(l -> values.put(plain(l.name()), l.text())));
        return values.containsKey("virtualsize") ? of(values) : nothing(Header.TORN);
    }

    static DataHeader nothing(Header state) {
        return new DataHeader(
                state, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static DataHeader of(Map<String, String> values) {
        return new DataHeader(
                Header.OK,
                text(values, "checkpointname"),
                text(values, "parentcheckpoint"),
                text(values, "incremental").map("true"::equals),
                text(values, "virtualsize").flatMap(DataHeader::size),
                text(values, "date").flatMap(DataHeader::time));
    }

    private static String plain(String name) {
        return name.replace("-", "").toLowerCase(java.util.Locale.ROOT);
    }

    /** A value that says something: a full backup has no parent, in words "" or false. */
    private static Optional<String> text(Map<String, String> values, String name) {
        Optional<String> value = Optional.ofNullable(values.get(name)).filter(v -> !v.isEmpty());
        return name.equals("parentcheckpoint") ? value.filter(v -> !v.equals("false")) : value;
    }

    private static Optional<Size> size(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(new Size(Long.parseLong(text))) : Optional.empty();
    }

    private static Optional<LocalDateTime> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text));
        } catch (DateTimeException torn) {
            return Optional.empty();
        }
    }
}
