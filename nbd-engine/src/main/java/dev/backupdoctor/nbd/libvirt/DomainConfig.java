package dev.backupdoctor.nbd.libvirt;

import dev.backupdoctor.nbd.NbdException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Fits the description of a domain to images that were restored. */
public final class DomainConfig {
    private DomainConfig() {}

    /**
     * The description of a new domain beside the old one: another name, no UUID, the restored images, and none of the
     * disks that were not restored.
     *
     * @param images where the image of a target device lies now
     * @param name of the new domain; empty for {@code restore_} and the old one
     */
    public static String adjusted(String domainXml, Map<String, Path> images, Optional<String> name)
            throws NbdException {
        Document document = DomainXml.document(domainXml);
        Element domain = document.getDocumentElement();
        String old = DomainXml.parse(domainXml).name();
        for (Node child : children(domain)) {
            if ("uuid".equals(child.getNodeName())) {
                domain.removeChild(child);
            } else if ("name".equals(child.getNodeName())) {
                child.setTextContent(name.orElse("restore_" + old));
            }
        }
        NodeList disks = document.getElementsByTagName("disk");
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < disks.getLength(); i++) {
            if (disks.item(i) instanceof Element disk) {
                all.add(disk);
            }
        }
        for (Element disk : all) {
            Optional<Path> image = target(disk).map(images::get);
            if (image.isPresent()) {
                point(disk, image.get());
            } else if (disk.getParentNode() != null) {
                disk.getParentNode().removeChild(disk);
            }
        }
        return text(document);
    }

    /** Makes a disk a file, with nothing behind it. */
    private static void point(Element disk, Path image) {
        disk.setAttribute("type", "file");
        for (Node child : children(disk)) {
            if ("backingStore".equals(child.getNodeName())) {
                disk.removeChild(child);
            } else if (child instanceof Element source && "source".equals(source.getTagName())) {
                for (String attribute : List.of("dev", "pool", "volume", "index", "startupPolicy")) {
                    source.removeAttribute(attribute);
                }
                source.setAttribute("file", image.toAbsolutePath().toString());
            }
        }
    }

    private static Optional<String> target(Element disk) {
        for (Node child : children(disk)) {
            if (child instanceof Element target && "target".equals(target.getTagName())) {
                return Optional.of(target.getAttribute("dev"));
            }
        }
        return Optional.empty();
    }

    private static List<Node> children(Element element) {
        List<Node> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            children.add(child);
        }
        return children;
    }

    private static String text(Document document) {
        try {
            TransformerFactory factory = TransformerFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            var out = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(out));
            return out + "\n";
        } catch (TransformerException e) {
            throw new IllegalStateException("the XML writer of this Java does not work", e);
        }
    }
}
