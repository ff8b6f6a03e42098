package dev.backupdoctor.nbd.libvirt;

import dev.backupdoctor.nbd.NbdException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The description of a domain, as far as backups need it.
 *
 * <pre>
 * &lt;domain type='kvm'&gt;&lt;name&gt;web&lt;/name&gt;&lt;uuid&gt;…&lt;/uuid&gt;
 *  &lt;os&gt;&lt;loader&gt;/usr/share/OVMF/OVMF_CODE.fd&lt;/loader&gt;&lt;nvram&gt;…&lt;/nvram&gt;&lt;/os&gt;
 *  &lt;devices&gt;&lt;disk type='file' device='disk'&gt;&lt;driver type='qcow2'/&gt;
 *   &lt;source file='/images/web.qcow2'/&gt;&lt;target dev='vda'/&gt;&lt;/disk&gt;&lt;/devices&gt;&lt;/domain&gt;
 * </pre>
 *
 * <p>Format: libvirt formatdomain. A document type is refused: no description of libvirt has one.
 *
 * @param name what libvirt knows it by
 * @param uuid as text
 * @param disks in the order of the description
 * @param bootFiles paths of loader, NVRAM, kernel and initrd, where it has them
 * @param hasEmulatedTpm whether a TPM is emulated, whose state lies outside of the disks
 */
public record DomainXml(String name, String uuid, List<Disk> disks, List<String> bootFiles, boolean hasEmulatedTpm) {

    /** Copies the lists. */
    public DomainXml {
        disks = List.copyOf(disks);
        bootFiles = List.copyOf(bootFiles);
    }

    /**
     * Reads a description.
     *
     * @throws NbdException when it is not XML, has a document type, or is not that of a domain
     */
    public static DomainXml parse(String xml) throws NbdException {
        Element domain = document(xml).getDocumentElement();
        if (!"domain".equals(domain.getTagName())) {
            throw new NbdException("not the description of a domain: its root is " + domain.getTagName());
        }
        List<Disk> disks = new ArrayList<>();
        boolean tpm = false;
        for (Element devices : children(domain, "devices")) {
            for (Element disk : children(devices, "disk")) {
                target(disk).ifPresent(target -> disks.add(disk(disk, target)));
            }
            for (Element device : children(devices, "tpm")) {
                tpm |= child(device, "backend")
                        .filter(backend -> "emulator".equals(backend.getAttribute("type")))
                        .isPresent();
            }
        }
        return new DomainXml(text(domain, "name"), text(domain, "uuid"), disks, bootFiles(domain), tpm);
    }

    /** Reads XML that came from outside: no document type, no entities, nothing printed. */
    static Document document(String xml) throws NbdException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (SAXException | IOException e) {
            throw new NbdException("cannot read the description of a domain: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Disk disk(Element disk, String target) {
        String kind = disk.getAttribute("type");
        String format = child(disk, "driver")
                .map(driver -> driver.getAttribute("type"))
                .filter(type -> !type.isEmpty())
                .orElse("raw");
        String device = disk.getAttribute("device");
        Optional<Element> source = child(disk, "source");
        return new Disk(
                target,
                device.isEmpty() ? "disk" : device,
                kind,
                format,
                source.flatMap(DomainXml::place),
                source.flatMap(element -> child(element, "dataStore"))
                        .flatMap(store -> child(store, "source"))
                        .flatMap(DomainXml::place));
    }

    /** Where a source lies, by whichever attribute its kind has. */
    private static Optional<String> place(Element source) {
        if (source.hasAttribute("volume")) {
            return Optional.of(source.getAttribute("pool") + "/" + source.getAttribute("volume"));
        }
        if (source.hasAttribute("file")) {
            return Optional.of(source.getAttribute("file"));
        }
        return source.hasAttribute("dev") ? Optional.of(source.getAttribute("dev")) : Optional.empty();
    }

    private static Optional<String> target(Element disk) {
        return child(disk, "target").map(target -> target.getAttribute("dev")).filter(dev -> !dev.isEmpty());
    }

    private static List<String> bootFiles(Element domain) {
        List<String> files = new ArrayList<>();
        for (Element os : children(domain, "os")) {
            for (String tag : List.of("loader", "nvram", "kernel", "initrd")) {
                for (Element file : children(os, tag)) {
                    String path = file.getTextContent().strip();
                    if (!path.isEmpty()) {
                        files.add(path);
                    }
                }
            }
        }
        return files;
    }

    private static String text(Element parent, String tag) {
        return child(parent, tag)
                .map(Element::getTextContent)
                .map(String::strip)
                .orElse("");
    }

    private static Optional<Element> child(Element parent, String tag) {
        return children(parent, tag).stream().findFirst();
    }

    private static List<Element> children(Element parent, String tag) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && tag.equals(element.getTagName())) {
                found.add(element);
            }
        }
        return found;
    }

    /** Throws where the parser's own handler prints. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {}

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
