package dev.backupdoctor.core.fix;

import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.source.Secrets;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The new bytes of a file that is to be edited, made from the old ones if these are what was read.
 *
 * @param old the file as it is now
 * @param content one char per byte
 */
record Rewrite(HostFile file, HostFile.Snapshot old, String content) {

    /** What separates the parts of a name of something inside an archive. */
    private static final String INSIDE = "!/";

    /**
     * Looks at the file and makes its new bytes.
     *
     * @throws FixException when the file is not what the finding was made from
     */
    static Rewrite of(Plan.Step.Edit step) throws FixException, IOException {
        HostFile file = HostFile.at(path(step.file()));
        HostFile.Snapshot old = file.read();
        String text = old.content();
        List<Fix.Step.Edit> edits = new ArrayList<>(step.edits());
        // From the end, so that the offsets of those before hold.
        edits.sort(Comparator.comparing(
                        (Fix.Step.Edit e) -> e.place().offset() + e.place().column())
                .reversed());
        var out = new StringBuilder(text);
        long limit = Long.MAX_VALUE;
        for (Fix.Step.Edit edit : edits) {
            Place place = edit.place();
            check(text, edit);
            int from = (int) place.offset() + place.column() - 1;
            if (from + place.length() > limit) {
                throw new FixException(place + ": two edits of one value");
            }
            limit = from;
            out.replace(from, from + place.length(), Utf8.encode(edit.to()));
        }
        return new Rewrite(file, old, out.toString());
    }

    private static Path path(String name) throws FixException {
        if (name.contains(INSIDE)) {
            throw new FixException(name + " lies in an archive; archives are not edited");
        }
        try {
            Path path = Path.of(name);
            if (!path.isAbsolute()) {
                throw new FixException(name + " is no file that was collected on this host");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new FixException(
                    Utf8.decode(name) + ": its name cannot be expressed in this locale: set LC_ALL=C.UTF-8", e);
        }
    }

    /** The line must read as it did, and the value must stand where it stood. */
    private static void check(String text, Fix.Step.Edit edit) throws FixException {
        Place place = edit.place();
        String to = edit.to();
        if (place.line() == 0 || place.length() == 0 || edit.from().isEmpty()) {
            throw new FixException(place + ": the value has no place of its own in the file");
        } else if (to.isEmpty() || to.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new FixException(place + ": the new value is empty or holds control characters");
        } else if (Secrets.masked(place.text()).contains("*".repeat(place.length()))
                && edit.from().equals("*".repeat(place.length()))) {
            throw new FixException(place + ": the value is a secret, which was masked when it was read");
        }
        long end = place.offset() + place.text().length();
        String now = end > text.length() ? "" : Secrets.masked(text.substring((int) place.offset(), (int) end));
        boolean begins = place.offset() == 0
                || (place.offset() <= text.length() && text.charAt((int) place.offset() - 1) == '\n');
        int from = place.column() - 1;
        boolean stands = from + place.length() <= now.length()
                && now.substring(from, from + place.length()).equals(Utf8.encode(edit.from()));
        if (!begins || !now.equals(place.text()) || !stands) {
            throw new FixException(place + " was changed: it does not read '"
                    + Utf8.decode(place.text().strip()) + "' any more");
        }
    }
}
