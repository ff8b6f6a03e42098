package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Passed;
import dev.backupdoctor.core.finding.Suppressed;
import dev.backupdoctor.core.source.Problem;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A diagnosis as the tests of a build: what counts has failed, what could not be decided was skipped, an input that
 * could not be read is an error, everything else has passed.
 *
 * <p>Format: the XML of Ant's JUnit task, as build servers read it.
 */
public final class JunitReport {

    private static final String INPUTS = "inputs";
    private static final int EVIDENCE = 10;

    /**
     * One test.
     *
     * @param kind name of the element inside it; empty for a test that has passed without a word
     * @param type attribute of that element; may be empty
     */
    private record Case(String group, String name, String kind, String type, String message, String text) {}

    /** Writes the document; flushes the writer and leaves it open. */
    public void write(Diagnosis diagnosis, RunInfo run, Writer out) throws IOException {
        SortedMap<String, List<Case>> suites = suites(diagnosis, run.policy());
        List<Case> all = suites.values().stream().flatMap(List::stream).toList();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            counts(xml, "backup-doctor", all, run);
            for (Map.Entry<String, List<Case>> suite : suites.entrySet()) {
                xml.writeCharacters("\n  ");
                xml.writeStartElement("testsuite");
                counts(xml, suite.getKey(), suite.getValue(), run);
                xml.writeAttribute("timestamp", run.started().toString());
                for (Case one : suite.getValue()) {
                    test(xml, one);
                }
                xml.writeCharacters("\n  ");
                xml.writeEndElement();
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static SortedMap<String, List<Case>> suites(Diagnosis diagnosis, Policy policy) {
        SortedMap<String, List<Case>> suites = new TreeMap<>();
        diagnosis.findings().forEach(f -> add(suites, f.product(), finding(f, policy)));
        for (Suppressed s : diagnosis.suppressed()) {
            String why = "suppressed until " + s.expires() + ": " + s.reason();
            add(suites, s.finding().product(), of(s.finding(), "skipped", "", why));
        }
        for (Open open : diagnosis.open()) {
            String about = OneLine.about(open.key());
            String name = open.rule() + " " + open.title() + (about.isEmpty() ? "" : ": " + about);
            add(
                    suites,
                    OneLine.product(open.rule()),
                    new Case(open.rule(), name, "skipped", "", OneLine.needs(open), ""));
        }
        for (Passed passed : diagnosis.rules().passed()) {
            String name = passed.rule() + " " + passed.title();
            add(suites, OneLine.product(passed.rule()), new Case(passed.rule(), name, "", "", "", ""));
        }
        add(suites, INPUTS, looked(diagnosis, policy));
        for (Problem problem : diagnosis.problems()) {
            String kind = problem.incomplete() ? "error" : "system-out";
            add(suites, INPUTS, new Case(INPUTS, problem.file(), kind, "unread", problem.toString(), ""));
        }
        return suites;
    }

    /** A build without a test passes on most servers: here is one, and it fails where nothing was checked. */
    private static Case looked(Diagnosis diagnosis, Policy policy) {
        boolean nothing = diagnosis.complete() && policy.unchecked(diagnosis);
        String looked = OneLine.looked(diagnosis);
        return new Case(INPUTS, "something was looked at", nothing ? "error" : "system-out", "unchecked", looked, "");
    }

    private static void add(SortedMap<String, List<Case>> suites, String suite, Case one) {
        suites.computeIfAbsent(suite, name -> new ArrayList<>()).add(one);
    }

    private static Case finding(Finding finding, Policy policy) {
        String severity = finding.severity().word();
        return policy.counts(finding)
                ? of(finding, "failure", severity, OneLine.message(finding))
                : of(finding, "system-out", "", severity + " (does not count): " + OneLine.message(finding));
    }

    private static Case of(Finding finding, String kind, String type, String message) {
        String about = OneLine.about(finding.key());
        String name = finding.rule() + " " + finding.title() + (about.isEmpty() ? "" : ": " + about);
        StringBuilder text = new StringBuilder();
        finding.evidence().stream()
                .limit(EVIDENCE)
                .forEach(e -> text.append(OneLine.place(e.place()))
                        .append(": ")
                        .append(new Escape(true).bytes(e.place().text()).replace('\t', ' '))
                        .append('\n'));
        return new Case(finding.rule(), name, kind, type, message, text.toString());
    }

    private static void counts(XMLStreamWriter xml, String name, List<Case> tests, RunInfo run)
            throws XMLStreamException {
        xml.writeAttribute("name", plain(name));
        xml.writeAttribute("tests", String.valueOf(tests.size()));
        xml.writeAttribute("failures", of(tests, "failure"));
        xml.writeAttribute("errors", of(tests, "error"));
        xml.writeAttribute("skipped", of(tests, "skipped"));
        xml.writeAttribute("time", seconds(run));
    }

    private static String of(List<Case> tests, String kind) {
        return String.valueOf(tests.stream().filter(t -> t.kind().equals(kind)).count());
    }

    private static String seconds(RunInfo run) {
        return OneLine.number(BigDecimal.valueOf(run.took().toMillis(), 3));
    }

    private static void test(XMLStreamWriter xml, Case one) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", plain(one.group()));
        xml.writeAttribute("name", plain(one.name()));
        xml.writeAttribute("time", "0");
        Optional<String> kind = Optional.of(one.kind()).filter(k -> !k.isEmpty());
        if (kind.isPresent()) {
            xml.writeCharacters("\n      ");
            xml.writeStartElement(kind.get());
            boolean said = kind.get().equals("system-out");
            if (!said) {
                xml.writeAttribute("message", plain(one.message()));
            }
            if (!one.type().isEmpty() && !said) {
                xml.writeAttribute("type", one.type());
            }
            String head = said ? one.message() + "\n" : "";
            xml.writeCharacters(lines(head + one.text()));
            xml.writeEndElement();
            xml.writeCharacters("\n    ");
        }
        xml.writeEndElement();
    }

    private static String lines(String text) {
        StringBuilder out = new StringBuilder();
        text.lines().forEach(line -> out.append(plain(line)).append('\n'));
        return out.toString();
    }

    /** Two characters are sound Unicode, and not allowed in XML. */
    private static String plain(String text) {
        return OneLine.text(text).replace('\ufffe', '?').replace('\uffff', '?');
    }
}
