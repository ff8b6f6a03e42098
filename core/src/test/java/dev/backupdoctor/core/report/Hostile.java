package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Ask;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.Metric;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.finding.Verification;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.value.Place;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A diagnosis whose every text tries to break out of the format that it is written in. */
final class Hostile {

    /** Ends of strings, elements, commands and lines; controls, an override of direction, what XML forbids. */
    static final String TEXT =
            "a|b \"c\" 'd' \\n %0A ]]> <b>&amp; ::error::x, {y=\"z\"} `e` ``` # | @all #12 \u0000\u001b[31m\n2 \"x\" - y"
                    + " \u202e\u2028\ufffe\uffff \ud83d\ude00";

    private Hostile() {}

    static Diagnosis diagnosis() {
        byte[] name = {'d', ' ', ':', ',', '%', '"', (byte) 0xc3, '\n'};
        String file = TEXT + new String(name, StandardCharsets.ISO_8859_1);
        Place place = new Place(file, 7, 3, 5, 90, "\u001b]0;x\u0007 ``` \u00ff\u00c3\u00bc <i> | \n");
        Finding base = Samples.finding(
                "acme-hostile",
                Severity.WARNING,
                TEXT,
                List.of(Samples.primary(place, TEXT), Samples.context(Place.of(file), TEXT)));
        Finding finding = new Finding(
                base.rule(),
                base.fingerprint(),
                base.severity(),
                base.confidence(),
                base.product(),
                new TreeMap<>(Map.of("host", TEXT)),
                TEXT,
                TEXT,
                TEXT,
                base.values(),
                base.evidence(),
                base.causes(),
                List.of(new Fix(
                        "a",
                        Fix.Risk.REVERSIBLE,
                        TEXT,
                        List.of(new Fix.Step.Edit(place, TEXT, TEXT)),
                        Optional.of(TEXT),
                        Optional.of(TEXT))),
                Optional.of(new Verification(TEXT, List.of(TEXT), Duration.ofHours(1))),
                List.of(TEXT),
                1,
                1,
                List.of(),
                List.of(),
                true,
                Optional.empty());
        Ask ask = new Ask("ask", Optional.of(TEXT), Optional.of(TEXT), TEXT);
        Metric metric = new Metric("acme_odd", new BigDecimal("1E+3"), "B", new TreeMap<>(Map.of("host", TEXT)), TEXT);
        return new Diagnosis(
                List.of(finding),
                List.of(new Open("acme-late", TEXT, new TreeMap<>(Map.of("host", TEXT)), List.of(TEXT), List.of(ask))),
                List.of(new Problem(file, 3, TEXT, true)),
                List.of(metric),
                List.of(Samples.log(file)),
                new Diagnosis.RuleCounts(2, 0, 1, 1),
                Samples.NOW);
    }
}
