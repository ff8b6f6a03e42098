package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.format.Claim;
import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.format.FormatReader;
import dev.backupdoctor.core.format.Reading;
import dev.backupdoctor.core.format.SourceEvents;
import dev.backupdoctor.core.source.Peek;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.source.Source;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one source states: mostly by one format; by several where people put texts of different programs together.
 *
 * @param parts of each format; the first is the one that fits best
 * @param problems of the page as a whole
 */
record Page(List<SourceEvents> parts, List<Problem> problems) {

    Page {
        parts = List.copyOf(parts);
        problems = List.copyOf(problems);
    }

    /** A page is written by people; what is larger is read once only, as it goes by. */
    private static final int MAX_BYTES = 4 << 20;

    /** @param formats at least one */
    static Page read(List<Format> formats, Source source, InputStream content, Reading reading) {
        if (formats.size() == 1) {
            return new Page(List.of(FormatReader.read(formats.get(0), source, content, reading)), List.of());
        }
        Peek page = Peek.at(content, MAX_BYTES + 1);
        List<SourceEvents> parts = new ArrayList<>();
        parts.add(FormatReader.read(formats.get(0), source, page.all(), reading));
        if (page.head().length > MAX_BYTES) {
            String left = formats.get(1).title();
            return new Page(
                    parts, List.of(new Problem(source.name(), 0, "too large to be read as '" + left + "' too", true)));
        }
        for (Format beside : formats.subList(1, formats.size())) {
            parts.add(FormatReader.read(beside, source, new ByteArrayInputStream(page.head()), reading));
        }
        return new Page(parts, List.of());
    }

    /** The page as rules see it. */
    CaseSource asCaseSource() {
        SourceEvents main = parts.get(0);
        if (parts.size() == 1) {
            return new CaseSource(main.source().name(), main.claims(), main.first(), main.last(), main.events());
        }
        List<Event> events = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        for (SourceEvents part : parts) {
            events.addAll(part.events());
            claims.addAll(part.claims());
        }
        events.sort(Comparator.comparingLong((Event e) -> e.place().offset())
                .thenComparingInt(e -> e.place().column()));
        Optional<Instant> first =
                parts.stream().flatMap(p -> p.first().stream()).min(Comparator.naturalOrder());
        Optional<Instant> last = parts.stream().flatMap(p -> p.last().stream()).max(Comparator.naturalOrder());
        return new CaseSource(main.source().name(), claims, first, last, events);
    }
}
