package dev.backupdoctor.nbd.libvirt;

import java.util.List;
import java.util.Optional;

/**
 * What libvirt is told when a pull backup begins.
 *
 * <p>Format: libvirt formatbackup and formatcheckpoint.
 *
 * @param server where qemu serves the disks
 * @param disks what is served, and where old blocks go while the guest writes
 * @param since checkpoint that the bitmaps start at; none for all blocks
 */
public record BackupXml(Server server, List<Scratch> disks, Optional<String> since) {

    /** Copies the list. */
    public BackupXml {
        disks = List.copyOf(disks);
    }

    /** Where qemu listens. */
    public sealed interface Server {
        /**
         * On a unix socket of the hypervisor's host.
         *
         * @param path at most 107 bytes
         */
        record Unix(String path) implements Server {}

        /**
         * On a port.
         *
         * @param address name or number of the hypervisor's host
         * @param port 1..65535
         * @param tls whether clients have to show a certificate
         */
        record Tcp(String address, int port, boolean tls) implements Server {}
    }

    /**
     * A disk to serve.
     *
     * @param target e.g. {@code vda}
     * @param file made and removed by qemu, at most as large as the disk
     */
    public record Scratch(String target, String file) {}

    /** The job. */
    public String text() {
        var disksText = new StringBuilder();
        for (Scratch disk : disks) {
            disksText.append("    <disk name=\"%s\"><scratch file=\"%s\"/></disk>\n"
                    .formatted(escape(disk.target()), escape(disk.file())));
        }
        String incremental = since.map(name -> "  <incremental>" + escape(name) + "</incremental>\n")
                .orElse("");
        return "<domainbackup mode=\"pull\">\n  " + serverText() + "\n  <disks>\n" + disksText + "  </disks>\n"
                + incremental + "</domainbackup>\n";
    }

    /**
     * A checkpoint of the moment at which the job begins.
     *
     * @param name of the new checkpoint
     * @param parent the checkpoint before it
     * @param targets disks that get a bitmap
     */
    public static String checkpoint(String name, Optional<String> parent, List<String> targets) {
        var disksText = new StringBuilder();
        for (String target : targets) {
            disksText.append("<disk name=\"").append(escape(target)).append("\"/>");
        }
        return """
                <domaincheckpoint>
                  <description>Backup checkpoint</description>
                  <name>%s</name>
                %s  <disks>%s</disks>
                </domaincheckpoint>
                """.formatted(
                        escape(name),
                        parent.map(before -> "  <parent><name>" + escape(before) + "</name></parent>\n")
                                .orElse(""),
                        disksText);
    }

    private String serverText() {
        if (server instanceof Server.Tcp tcp) {
            return "<server transport=\"tcp\" tls=\"%s\" name=\"%s\" port=\"%d\"/>"
                    .formatted(tcp.tls() ? "yes" : "no", escape(tcp.address()), tcp.port());
        }
        return "<server transport=\"unix\" socket=\"%s\"/>".formatted(escape(((Server.Unix) server).path()));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }
}
