package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.checkmk.event.CheckmkEvent.Refusal;
import dev.backupdoctor.core.value.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of what mkbackup prints, on its own.
 *
 * <pre>
 * 2025-01-19 01:15:01 --- Starting backup (Check_MK-mon1-fra-daily to nas) ---
 * 2025-01-19 01:15:09 --- Backup completed (Duration: 0:00:08, Size: 15.91 kB, IO: 0.00 B/s) ---
 * </pre>
 *
 * <p>Only what mkbackup itself says has a time in front. Copies from the web interface show three dashes as one, and
 * may have {@code Output} before the first line.
 *
 * @param at local time of the host
 */
record LogLine(Optional<LocalDateTime> at, Says says) {

    /** What a line says. */
    sealed interface Says {

        /** A run begins; {@code id} is what its backup is called at the target, or empty. */
        record Started(String id, Optional<String> target) implements Says {}

        record Completed(Optional<Duration> took, Optional<Size> size) implements Says {}

        record RestoreStarted() implements Says {}

        /** The part of an appliance's run that saves a site. */
        record SiteBegun(String site) implements Says {}

        /** mkbackup itself fails; the traceback follows. */
        record ExceptionFollows(boolean modern) implements Says {}

        record TracebackBegins(boolean ofOmd) implements Says {}

        /** omd fails; {@code byHand} when it was not mkbackup that called it. */
        record OmdFailed(Reason reason, boolean byHand) implements Says {}

        record Refused(Refusal reason) implements Says {}

        /** mkbackup says in its own words what went wrong. */
        record Complained() implements Says {}

        /** The prompt of a site user's shell, perhaps with a call behind it. */
        record Prompted(String site, Optional<Called> call) implements Says {}

        /** mkbackup is called, as in the subject of a mail of cron. */
        record Called(boolean forBackup, Optional<String> site, Optional<String> job) implements Says {}

        record Nothing() implements Says {}
    }

    /** Here as the bytes of its UTF-8 form. */
    private static final String DASHES = "(?:---|\u00e2\u0080\u0094)";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern STAMPED = Pattern.compile(
            "(?:Output)?[ \\t]{0,4}(?<at>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d) (?<rest>.*)", Pattern.DOTALL);
    private static final Pattern STARTED = Pattern.compile(
            DASHES + " Starting backup(?: \\((?<id>[^\\s)]+)(?: to (?<target>[^\\s)]+))?\\))? " + DASHES);
    private static final Pattern COMPLETED =
            Pattern.compile(DASHES + " Backup completed(?: \\((?<how>.*)\\))? " + DASHES, Pattern.DOTALL);
    private static final Pattern HOW = Pattern.compile(
            "Duration: (?:(?<days>\\d{1,5}) days?, )?(?<h>\\d{1,5}):(?<m>\\d\\d):(?<s>\\d\\d)(?:\\.\\d+)?,"
                    + " Size: (?<size>\\d{1,15}(?:\\.\\d{1,9})?) (?<unit>[kKMGT]?i?B),.*",
            Pattern.DOTALL);
    private static final Pattern RESTORE =
            Pattern.compile(DASHES + " (?:Starting restore|Collecting data for restore)\\b.*", Pattern.DOTALL);
    private static final Pattern SITE_BEGUN = Pattern.compile("Performing site backup: (?<site>\\S{1,64})");
    private static final Pattern COMPLAINT = Pattern.compile(
            "(?:Failed to |Upload of .*failed|The specified container does not exist).*", Pattern.DOTALL);
    private static final Pattern PROMPT = Pattern.compile("OMD\\[(?<site>[^\\]]{1,64})\\]:.*", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("\\bmkbackup(?: {1,4}-\\S{1,64}){0,8} {1,4}"
            + "(?<verb>backup|restore|list|jobs|targets)\\b(?: {1,4}-\\S{1,64}){0,8}(?: {1,4}(?<job>[\\w.-]{1,128}))?");
    private static final Pattern CRON = Pattern.compile("Cron <(?<site>[^@> ]{1,64})@");
    private static final Map<Character, Integer> POWERS = Map.of('B', 0, 'k', 1, 'K', 1, 'M', 2, 'G', 3, 'T', 4);

    /** Reads a line; one char per byte. */
    static LogLine of(String line) {
        Matcher m = STAMPED.matcher(line);
        Optional<LocalDateTime> at = m.matches() ? time(m.group("at")) : Optional.empty();
        return new LogLine(at, says(at.isPresent() ? m.group("rest").strip() : line));
    }

    private static Says says(String text) {
        Matcher started = STARTED.matcher(text);
        if (started.matches()) {
            String id = Optional.ofNullable(started.group("id")).orElse("");
            return new Says.Started(id, Optional.ofNullable(started.group("target")));
        }
        Matcher completed = COMPLETED.matcher(text);
        Matcher site = SITE_BEGUN.matcher(text);
        if (completed.matches()) {
            return completed(Optional.ofNullable(completed.group("how")).orElse(""));
        } else if (RESTORE.matcher(text).matches()) {
            return new Says.RestoreStarted();
        } else if (site.matches()) {
            return new Says.SiteBegun(site.group("site"));
        } else if (text.equals("An exception occured:") || text.equals("An exception occurred:")) {
            return new Says.ExceptionFollows(text.contains("occurred"));
        } else if (Traceback.begins(text)) {
            return new Says.TracebackBegins(text.startsWith("Site backup failed:"));
        } else if (text.startsWith("Site backup failed:") || text.startsWith("Failed to perform backup:")) {
            return new Says.OmdFailed(Reason.of(text), text.startsWith("Failed"));
        }
        return Refusals.of(text).map(r -> (Says) new Says.Refused(r)).orElseGet(() -> around(text));
    }

    /** What stands around the output of mkbackup. */
    private static Says around(String text) {
        Matcher prompt = PROMPT.matcher(text);
        Optional<Says.Called> call = text.contains("mkbackup ") ? call(text) : Optional.empty();
        if (prompt.matches()) {
            return new Says.Prompted(prompt.group("site"), call);
        } else if (call.isPresent()) {
            return call.get();
        }
        return COMPLAINT.matcher(text).matches() ? new Says.Complained() : new Says.Nothing();
    }

    private static Optional<Says.Called> call(String text) {
        Matcher m = CALL.matcher(text);
        if (!m.find()) {
            return Optional.empty();
        }
        Matcher cron = CRON.matcher(text);
        Optional<String> site = cron.find() ? Optional.of(cron.group("site")) : Optional.empty();
        return Optional.of(
                new Says.Called(m.group("verb").equals("backup"), site, Optional.ofNullable(m.group("job"))));
    }

    private static Says completed(String how) {
        Matcher m = HOW.matcher(how);
        if (!m.matches()) {
            return new Says.Completed(Optional.empty(), Optional.empty());
        }
        long days = Optional.ofNullable(m.group("days")).map(Long::parseLong).orElse(0L);
        Duration took = Duration.ofDays(days)
                .plusHours(Long.parseLong(m.group("h")))
                .plusMinutes(Long.parseLong(m.group("m")))
                .plusSeconds(Long.parseLong(m.group("s")));
        // kB is 1024 bytes here, as in the program that writes it.
        int power = POWERS.getOrDefault(m.group("unit").charAt(0), 0);
        BigDecimal bytes = new BigDecimal(m.group("size"))
                .multiply(BigDecimal.valueOf(1024).pow(power));
        return new Says.Completed(Optional.of(took), size(bytes));
    }

    private static Optional<Size> size(BigDecimal bytes) {
        boolean fits = bytes.precision() - bytes.scale() <= 18;
        return fits ? Optional.of(new Size(bytes.longValue())) : Optional.empty();
    }

    private static Optional<LocalDateTime> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, TIME));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }
}
