package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.amanda.event.AmandaEvent;
import dev.backupdoctor.amanda.event.AmandaEvent.Auth;
import dev.backupdoctor.amanda.event.AmandaEvent.Direction;
import dev.backupdoctor.amanda.event.AmandaEvent.PacketType;
import dev.backupdoctor.amanda.event.AmandaEvent.Seen;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.core.value.Utf8;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the packets in a debug file of amandad, which a client writes for each connection to
 * {@code amandad.<time>.debug} in its debug directory.
 *
 * <pre>
 * Fri Nov 20 08:52:23.864337878 2026: pid 18943: thd-0x55a6a79d7c00: amandad: accept recv REQ pkt:
 * &lt;&lt;&lt;&lt;&lt;
 * SERVICE sendsize
 * OPTIONS features=ffffffff9efefbfffffffffffffff3fffbf71f;maxdumps=2;hostname=mail01.example.com;config=daily;
 * &lt;dle&gt;
 * ...
 * &gt;&gt;&gt;&gt;&gt;
 * </pre>
 *
 * <p>Format: amandad-src/amandad.c of each version; the packets themselves: common-src/packet.c. A packet whose closing
 * fence is missing is reported with its length so far, and given without the claim that it is whole.
 */
public final class AmandadParser implements Parser {

    @Override
    public void parse(SourceText source, Sink sink) {
        new Reading(source, sink).run();
    }

    /** One file while it is read. */
    private static final class Reading {

        private static final String OLD = "";
        private static final Pattern ANNOUNCED =
                Pattern.compile("(?:accept recv|received|sending) (?<type>[A-Z]{1,8}) (?:pkt|packet):");
        private static final Pattern OLD_HEADER =
                Pattern.compile("Amanda \\d{1,3}\\.\\d{1,3} (?<type>[A-Z]{1,8}) HANDLE ");
        private static final Pattern PEER = Pattern.compile("authenticated peer name is '(?<peer>[^']{1,255})'");
        private static final Set<String> REPLIES = Set.of("REP", "PREP", "NAK");

        private final SourceText source;
        private final Sink sink;
        private final DebugFile file;
        private final BuildReader build = new BuildReader();
        private final AuthReader auth = new AuthReader();
        private final List<Found> found = new ArrayList<>();
        private final Set<String> seenBefore = new HashSet<>();
        private Optional<String> host = Optional.empty();
        private Optional<String> peer = Optional.empty();
        private Optional<String> service = Optional.empty();

        /** A packet, kept until the whole file has told whose it is. */
        private record Found(
                DebugFile.Line record,
                PacketText packet,
                PacketType type,
                boolean first,
                Optional<String> server,
                Optional<String> service) {}

        Reading(SourceText source, Sink sink) {
            this.source = source;
            this.sink = sink;
            this.file = new DebugFile(source, "amandad");
        }

        void run() {
            for (int i = 0; i < file.records().size(); i++) {
                DebugFile.Line record = file.records().get(i);
                build.read(record, source);
                auth.read(record.text());
                Matcher m = PEER.matcher(record.text());
                if (m.lookingAt()) {
                    peer = Optional.of(Utf8.decode(m.group("peer")));
                }
                packet(record, file.end(i));
            }
            host.ifPresent(
                    h -> sink.identity("host", h, Place.of(source.source().name())));
            build.event(host).ifPresent(b -> sink.event(b, build.place()));
            found.forEach(this::tell);
        }

        private void packet(DebugFile.Line record, int end) {
            Optional<String> way = way(record.text());
            Optional<PacketText> packet = way.flatMap(w -> PacketText.read(source, record.number() + 1, end));
            if (way.isEmpty() || packet.isEmpty()) {
                return;
            }
            if (!packet.get().closed()) {
                sink.problem(
                        record.number(),
                        "packet ends without its closing fence, after "
                                + packet.get().body().length() + " bytes");
            }
            String type = way.get().equals(OLD) ? oldType(packet.get()) : way.get();
            if (type.equals("REQ")) {
                request(record, packet.get(), way.get().equals(OLD));
            } else if (REPLIES.contains(type)) {
                found.add(new Found(record, packet.get(), PacketType.valueOf(type), false, peer, service));
            }
        }

        /** The type of packet that a record announces; {@link #OLD} when only the packet itself tells. */
        private static Optional<String> way(String text) {
            if (text.startsWith("got packet:")) {
                return Optional.of(OLD);
            }
            Matcher m = ANNOUNCED.matcher(text);
            return m.lookingAt() ? Optional.of(m.group("type")) : Optional.empty();
        }

        private void request(DebugFile.Line record, PacketText packet, boolean old) {
            service = packet.after("SERVICE").map(s -> Utf8.decode(s.strip()));
            host = host.or(() -> packet.option("hostname").map(Utf8::decode));
            if (old) {
                auth.oldStyle();
            }
            // 2.4 does not mark a repeated request, but its header then is the same.
            String header = packet.body().substring(0, Math.max(0, packet.body().indexOf('\n')));
            boolean first = old ? seenBefore.add(header) : record.text().startsWith("accept");
            found.add(new Found(record, packet, PacketType.REQ, first, peer, service));
        }

        private static String oldType(PacketText packet) {
            Matcher m = OLD_HEADER.matcher(packet.body());
            return m.lookingAt() ? m.group("type") : "";
        }

        private void tell(Found f) {
            Optional<LocalDateTime> at = file.at(f.record());
            Optional<Auth> by = auth.auth();
            PacketText packet = f.packet();
            PacketType type = f.type();
            Size payload = new Size(packet.body().length());
            Place place = source.place(f.record().number());
            sink.event(
                    new AmandaEvent.Packet(
                            host,
                            at,
                            type == PacketType.REQ ? Direction.REQUEST : Direction.REPLY,
                            type,
                            type == PacketType.REQ ? Seen.RECEIVED : Seen.SENT,
                            by,
                            payload,
                            packet.closed() ? Optional.of(type != PacketType.REQ || packet.whole()) : Optional.empty(),
                            f.server(),
                            f.service()),
                    place);
            if (f.first()) {
                Optional<String> config = packet.option("config").map(Utf8::decode);
                EstimateRequest.read(packet)
                        .ifPresent(r -> sink.event(
                                new AmandaEvent.Request(
                                        host,
                                        at,
                                        r.estimates(),
                                        r.measured(),
                                        r.dles(),
                                        r.method(),
                                        payload,
                                        by,
                                        config),
                                place));
            }
        }
    }
}
