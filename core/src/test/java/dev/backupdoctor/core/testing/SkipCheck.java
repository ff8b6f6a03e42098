package dev.backupdoctor.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads all test reports of the project and fails when a test was skipped whose class {@code ci/allowed-skips} does not
 * name.
 *
 * <p>Run after the build, on the project's root: {@code java -cp core/target/test-classes
 * dev.backupdoctor.core.testing.SkipCheck .}
 */
public final class SkipCheck {
    private static final List<String> REPORT_DIRECTORIES =
            List.of("target/surefire-reports", "target/failsafe-reports");

    private final AllowedSkips allowed;
    private final List<String> forbidden = new ArrayList<>();
    private int tests;
    private int skipped;

    private SkipCheck(AllowedSkips allowed) {
        this.allowed = allowed;
    }

    /** Ends with 0 when every skip is allowed, and with 1 when one is not or when there is no report at all. */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        Outcome outcome = check(root, AllowedSkips.ofProject(root));
        System.out.println(outcome.text());
        System.exit(outcome.good() ? 0 : 1);
    }

    /** What came out, and what to tell about it. */
    record Outcome(boolean good, String text) {}

    static Outcome check(Path root, AllowedSkips allowed) throws IOException {
        var check = new SkipCheck(allowed);
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path module : modules) {
                check.readModule(module);
            }
        }
        return check.outcome();
    }

    private Outcome outcome() {
        if (tests == 0) {
            return new Outcome(false, "Skip check: no test reports found");
        }
        if (!forbidden.isEmpty()) {
            String list = String.join("\n  ", forbidden.stream().sorted().toList());
            return new Outcome(false, "Skip check: skipped, and not named in ci/allowed-skips:\n  " + list);
        }
        return new Outcome(true, "Skip check: " + tests + " tests, " + skipped + " skipped, all of them allowed");
    }

    private void readModule(Path module) throws IOException {
        for (String directory : REPORT_DIRECTORIES) {
            Path reports = module.resolve(directory);
            if (!Files.isDirectory(reports)) {
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
                for (Path file : files) {
                    readReport(file);
                }
            }
        }
    }

    private void readReport(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream bytes = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(bytes);
            String testClass = "";
            String test = "";
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                if (xml.getLocalName().equals("testcase")) {
                    testClass = attribute(xml, "classname");
                    test = attribute(xml, "name");
                    tests++;
                } else if (xml.getLocalName().equals("skipped")) {
                    addSkip(testClass, test, attribute(xml, "message"));
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private void addSkip(String testClass, String test, String message) {
        skipped++;
        if (allowed.reasonFor(testClass).isEmpty()) {
            forbidden.add(testClass + (test.isEmpty() ? "" : "." + test) + ": " + message);
        }
    }

    private static String attribute(XMLStreamReader xml, String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name)).orElse("");
    }
}
