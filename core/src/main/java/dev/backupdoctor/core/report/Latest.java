package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics of today: of several runs in the inputs, which come in the order of time, the last one counts. */
final class Latest {

    private Latest() {}

    static List<Metric> of(List<Metric> metrics) {
        Map<List<Object>, Metric> latest = new LinkedHashMap<>();
        metrics.forEach(m -> latest.put(List.of(m.name(), m.key()), m));
        return List.copyOf(latest.values());
    }
}
