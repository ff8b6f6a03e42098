package dev.backupdoctor.nbd.libvirt;

import dev.backupdoctor.nbd.NbdException;
import java.util.Optional;
import java.util.OptionalLong;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The description of a checkpoint, as libvirt gives it.
 *
 * <pre>
 * &lt;domaincheckpoint&gt;&lt;name&gt;virtnbdbackup.0&lt;/name&gt;&lt;creationTime&gt;1795180682&lt;/creationTime&gt;
 *  &lt;disks&gt;&lt;disk name='vda' checkpoint='bitmap' bitmap='virtnbdbackup.0' size='65536'/&gt;&lt;/disks&gt;…
 * </pre>
 */
public final class CheckpointXml {
    private CheckpointXml() {}

    /** Second of the epoch at which it was made, as text; empty when the description cannot be read. */
    public static Optional<String> creationTime(String xml) {
        try {
            NodeList times = DomainXml.document(xml).getElementsByTagName("creationTime");
            return times.getLength() == 0
                    ? Optional.empty()
                    : Optional.of(times.item(0).getTextContent().strip());
        } catch (NbdException e) {
            return Optional.empty();
        }
    }

    /** Bytes written since on all disks; empty when the description has no sizes. */
    public static OptionalLong size(String xml) throws NbdException {
        NodeList disks = DomainXml.document(xml).getElementsByTagName("disk");
        OptionalLong sum = OptionalLong.empty();
        for (int i = 0; i < disks.getLength(); i++) {
            if (disks.item(i) instanceof Element disk && disk.hasAttribute("size")) {
                sum = OptionalLong.of(sum.orElse(0) + Long.parseLong(disk.getAttribute("size")));
            }
        }
        return sum;
    }
}
