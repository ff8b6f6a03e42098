package dev.backupdoctor.nbd.set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The XML that libvirt gave for a checkpoint: {@code checkpoints/virtnbdbackup.1.xml}. */
final class CheckpointXml {
    private CheckpointXml() {}

    /**
     * Whether the checkpoint has a bitmap for a disk; false when the file cannot be read, which is no harm to the data.
     *
     * <p>Real text: {@code <disk name='vda' checkpoint='bitmap' bitmap='virtnbdbackup.1' size='65536'/>}
     */
    static boolean covers(Path xml, String disk) {
        if (!Files.isRegularFile(xml)) {
            return false;
        }
        try {
            Node disks = child(parser().parse(xml.toFile()).getDocumentElement(), "disks");
            for (Node node = disks == null ? null : disks.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element element
                        && element.getAttribute("name").equals(disk)
                        && element.getAttribute("checkpoint").equals("bitmap")) {
                    return true;
                }
            }
            return false;
        } catch (SAXException | IOException e) {
            return false;
        }
    }

    private static Node child(Element parent, String name) {
        Node node = parent.getFirstChild();
        while (node != null && !node.getNodeName().equals(name)) {
            node = node.getNextSibling();
        }
        return node;
    }

    /** Refuses documents with a DTD, and so entities of every kind. */
    private static DocumentBuilder parser() {
        var factory = DocumentBuilderFactory.newInstance();
        try {
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // Without a handler of its own the parser prints errors.
            builder.setErrorHandler(new DefaultHandler());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the XML parser of this Java cannot refuse a DTD", e);
        }
    }
}
