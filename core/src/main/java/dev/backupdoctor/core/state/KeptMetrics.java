package dev.backupdoctor.core.state;

import dev.backupdoctor.core.engine.Measured;
import dev.backupdoctor.core.finding.Metric;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;

/**
 * Measurements of one scope. Each is a line without its value, and its value with the number under which it came: the
 * oldest are dropped by that, because times in logs can be anything.
 */
final class KeptMetrics {

    private static final String COUNTER = "counter";

    private final MVMap<String, String> values;
    private final MVMap<String, String> counters;
    private final int most;

    KeptMetrics(Store store, String scope) {
        this(store, scope, Measured.MAX_LINES);
    }

    /** @param most measurements that are kept */
    KeptMetrics(Store store, String scope, int most) {
        this.values = store.map("metrics " + scope);
        this.counters = store.map("about");
        this.most = most;
    }

    /** All, by time, as {@link Measured} writes them. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> e : values.entrySet()) {
            lines.append(e.getKey()).append(' ').append(value(e.getValue())).append('\n');
        }
        return lines.toString();
    }

    /** Adds measurements; one that was kept before takes the new value. */
    void add(List<Metric> metrics, Instant now) {
        long number = Long.parseLong(counters.getOrDefault(COUNTER, "0"));
        for (Metric metric : metrics) {
            String identity = Measured.identity(metric, metric.at().orElse(now));
            String known = values.get(identity);
            long own = known == null ? ++number : number(known);
            String value = own + " " + metric.value().toPlainString();
            if (!value.equals(known)) {
                values.put(identity, value);
            }
        }
        counters.put(COUNTER, String.valueOf(number));
        dropOldest();
    }

    private void dropOldest() {
        int over = values.size() - most;
        if (over <= 0) {
            return;
        }
        Map<Long, String> byNumber = new TreeMap<>();
        values.forEach((identity, value) -> byNumber.put(number(value), identity));
        Collection<String> oldest = byNumber.values();
        Iterator<String> next = oldest.iterator();
        for (int i = 0; i < over; i++) {
            values.remove(next.next());
        }
    }

    private static long number(String kept) {
        return Long.parseLong(kept.substring(0, kept.indexOf(' ')));
    }

    private static String value(String kept) {
        return kept.substring(kept.indexOf(' ') + 1);
    }
}
