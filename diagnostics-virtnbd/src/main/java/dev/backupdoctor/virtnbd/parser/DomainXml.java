package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Takes names and disks out of the XML of a domain or a checkpoint while it is read. */
final class DomainXml extends DefaultHandler {

    /** Elements in one another beyond which nothing that libvirt writes lies. */
    private static final int MAX_DEPTH = 200;

    private final Excerpt text;
    private final int begin;
    private final Deque<String> path = new ArrayDeque<>();
    private final StringBuilder chars = new StringBuilder();
    private final List<Saved> saved = new ArrayList<>();
    private final List<Disk> disks = new ArrayList<>();
    private @Nullable Locator locator;
    private Optional<String> checkpoint = Optional.empty();
    private Optional<String> domain = Optional.empty();
    private Disk disk = new Disk(Place.of(""));

    /** A disk as a checkpoint names it. */
    private record Saved(String name, Optional<String> bitmap, Place at) {}

    /** A disk of the domain. */
    private static final class Disk {
        private final Place at;
        private Optional<String> target = Optional.empty();
        private Optional<String> image = Optional.empty();
        private Optional<String> format = Optional.empty();

        Disk(Place at) {
            this.at = at;
        }
    }

    /** Reads from a part of a source; {@code begin} is where the XML begins in it. */
    DomainXml(Excerpt text, int begin) {
        this.text = text;
        this.begin = begin;
    }

    @Override
    public void setDocumentLocator(Locator at) {
        locator = at;
    }

    /** Nothing outside of the text is ever read. */
    @Override
    public InputSource resolveEntity(String publicId, String systemId) throws SAXException {
        throw new SAXException("entities are refused");
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
        if (path.size() >= MAX_DEPTH) {
            throw new SAXParseException("more than " + MAX_DEPTH + " elements in one another", locator);
        }
        path.addLast(name);
        chars.setLength(0);
        String where = String.join("/", path);
        if (where.equals("domaincheckpoint/disks/disk")) {
            value(attributes, "name").ifPresent(n -> saved.add(new Saved(n, value(attributes, "bitmap"), here())));
        } else if (isDomain(where, "/devices/disk")) {
            disk = new Disk(here());
        } else if (isDomain(where, "/devices/disk/target")) {
            disk.target = value(attributes, "dev");
        } else if (isDomain(where, "/devices/disk/source")) {
            disk.image = value(attributes, "file").or(() -> value(attributes, "dev"));
        } else if (isDomain(where, "/devices/disk/driver")) {
            disk.format = value(attributes, "type");
        }
    }

    @Override
    public void endElement(String uri, String localName, String name) {
        String where = String.join("/", path);
        if (where.equals("domaincheckpoint/name")) {
            checkpoint = Optional.of(chars.toString().strip());
        } else if (isDomain(where, "/name")) {
            domain = Optional.of(chars.toString().strip());
        } else if (isDomain(where, "/devices/disk") && disk.target.isPresent()) {
            disks.add(disk);
        }
        path.removeLast();
        chars.setLength(0);
    }

    @Override
    public void characters(char[] of, int from, int length) {
        if (chars.length() < 4096) {
            chars.append(of, from, Math.min(length, 4096));
        }
    }

    private static boolean isDomain(String where, String end) {
        return where.equals("domain" + end) || where.equals("domaincheckpoint/domain" + end);
    }

    private static Optional<String> value(Attributes attributes, String name) {
        return Optional.ofNullable(attributes.getValue(name)).filter(v -> !v.isEmpty());
    }

    private Place here() {
        int line = locator == null ? 1 : Math.max(1, locator.getLineNumber());
        int first = text.source()
                .lineAt(Math.min(text.from() + begin, text.source().text().length() - 1));
        return text.source().place(Math.min(text.source().lines(), first + line - 1));
    }

    /** Gives what was read. */
    void tell(Optional<String> file, boolean whole, Sink sink) {
        String name = domain.filter(d -> !d.isEmpty()).orElse("");
        if (!name.isEmpty() && whole) {
            sink.covers(VirtnbdEvent.DomainDisk.class, Map.of("domain", name));
        }
        if (!name.isEmpty()) {
            disks.forEach(
                    d -> sink.event(new VirtnbdEvent.DomainDisk(name, d.target.orElse(""), d.image, d.format), d.at));
        }
        boolean live = file.filter(f -> !f.contains("/qemu/checkpoint/")).isEmpty();
        if (file.isPresent() && !live && isCheckpoint(file.get())) {
            saved(SetName.directory(file.get()), name, whole, file.get(), sink);
        } else if (checkpoint.isPresent() && live) {
            Place listing = text.line(begin);
            sink.event(
                    new VirtnbdEvent.LiveCheckpoint(
                            Optional.of(name).filter(n -> !n.isEmpty()), checkpoint.get(), listing),
                    listing);
        }
    }

    private boolean isCheckpoint(String file) {
        return checkpoint.isPresent() || CheckpointXmlParser.isCheckpoint(Options.baseName(file));
    }

    private void saved(String dir, String domainName, boolean whole, String file, Sink sink) {
        String base = Options.baseName(file);
        String called = checkpoint.orElse(base.substring(0, Math.max(0, base.length() - 4)));
        if (!domainName.isEmpty()) {
            sink.covers(VirtnbdEvent.CheckpointFile.class, Map.of("dir", dir, "domain", domainName));
            sink.covers(VirtnbdEvent.SavedCheckpoint.class, Map.of("dir", dir, "domain", domainName));
        }
        sink.event(
                new VirtnbdEvent.CheckpointFile(
                        dir, called, Optional.of(domainName).filter(n -> !n.isEmpty()), whole),
                text.line(begin));
        for (Saved s : saved) {
            Optional<String> image = disks.stream()
                    .filter(d -> d.target.equals(Optional.of(s.name)))
                    .flatMap(d -> d.image.stream())
                    .findFirst();
            if (!domainName.isEmpty()) {
                sink.event(new VirtnbdEvent.SavedCheckpoint(domainName, dir, called, s.name, s.bitmap, image), s.at);
            }
        }
    }
}
