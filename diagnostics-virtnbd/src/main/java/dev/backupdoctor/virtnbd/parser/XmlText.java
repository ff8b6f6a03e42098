package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.spi.Sink;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads libvirt's XML of a domain or of a checkpoint.
 *
 * <pre>
 * &lt;domaincheckpoint&gt;
 *   &lt;name&gt;virtnbdbackup.0&lt;/name&gt;
 *   &lt;disks&gt;&lt;disk name='vda' checkpoint='bitmap' bitmap='virtnbdbackup.0' size='0'/&gt;&lt;/disks&gt;
 *   &lt;domain type='kvm'&gt; ... &lt;/domain&gt;
 * </pre>
 *
 * <p>Format: libvirt.org/formatcheckpoint.html and formatdomain.html. Text with a document type is refused, so that no
 * entity and no other file is ever read. What stands before the place where torn XML breaks off counts.
 */
final class XmlText {

    private XmlText() {}

    /**
     * Reads one document.
     *
     * @param path of the file; empty for what virsh printed
     */
    static void read(Excerpt text, Optional<String> path, Sink sink) {
        String content = text.text();
        int begin = content.indexOf('<');
        if (begin < 0) {
            if (path.isPresent()) {
                sink.problem(0, "holds no XML");
            }
            return;
        }
        var reading = new DomainXml(text, begin);
        boolean whole = false;
        try {
            var source = new InputSource(new StringReader(utf8(content.substring(begin))));
            parser().newSAXParser().parse(source, reading);
            whole = true;
        } catch (SAXParseException torn) {
            String reason = torn.getMessage() == null
                    ? "XML is torn"
                    : torn.getMessage().lines().findFirst().orElse("");
            sink.problem(text.firstLine() + Math.max(1, torn.getLineNumber()) - 1L, "XML: " + reason);
        } catch (SAXException | IOException | ParserConfigurationException refused) {
            sink.problem(0, "XML: " + refused.getMessage());
        }
        reading.tell(path, whole, sink);
    }

    /** The text for a reader of characters: XML of libvirt is UTF-8. */
    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static SAXParserFactory parser() throws ParserConfigurationException, SAXException {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.setFeature(javax.xml.XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory;
    }
}
