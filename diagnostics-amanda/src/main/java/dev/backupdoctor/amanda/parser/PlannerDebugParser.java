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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the requests in a debug file of planner, which the server writes for each run to
 * {@code server/<configuration>/planner.<time>.debug} in its debug directory.
 *
 * <pre>
 * Fri Nov 20 08:41:54.196883741 2026: pid 13772: thd-0x55fd93c89c00: planner: send request to mail01.example.com:/var:(/var):
 * ----
 * SERVICE sendsize
 * OPTIONS features=ffffffff9efefbfffffffffffffff3fffbf71f;maxdumps=2;hostname=mail01.example.com;config=daily;
 * &lt;dle&gt;
 * ...
 *
 * ----
 * </pre>
 *
 * <p>Format: server-src/planner.c, getsize(). The text is what the planner handed over to be sent: it is whole even
 * where a datagram was not. Up to 3.4 the line does not name the client; then the packet's own hostname counts. Replies
 * are not read, because their lines name no host.
 */
public final class PlannerDebugParser implements Parser {

    private static final Pattern SEND = Pattern.compile("send request(?: to (?<host>[^: ]{1,255}):.{0,1024}|:)$");

    @Override
    public void parse(SourceText source, Sink sink) {
        var file = new DebugFile(source, "planner");
        for (int i = 0; i < file.records().size(); i++) {
            DebugFile.Line record = file.records().get(i);
            Matcher m = SEND.matcher(record.text());
            if (m.lookingAt()) {
                Optional<String> named = Optional.ofNullable(m.group("host"));
                var auth = new AuthReader();
                if (i + 1 < file.records().size()) {
                    auth.read(file.records().get(i + 1).text());
                }
                Optional<PacketText> packet = PacketText.read(source, record.number() + 1, file.end(i));
                packet.ifPresent(
                        p -> tell(p, named, auth.auth(), file.at(record), source.place(record.number()), sink));
            }
        }
    }

    private static void tell(
            PacketText shown,
            Optional<String> named,
            Optional<Auth> auth,
            Optional<LocalDateTime> at,
            Place place,
            Sink sink) {
        if (!shown.closed()) {
            sink.problem(
                    place.line(),
                    "packet ends without its closing fence, after "
                            + shown.body().length() + " bytes");
        }
        PacketText packet = shown.withoutLastFeed();
        Optional<String> host = packet.option("hostname").or(() -> named).map(Utf8::decode);
        Size payload = new Size(packet.body().length());
        sink.event(
                new AmandaEvent.Packet(
                        host,
                        at,
                        Direction.REQUEST,
                        PacketType.REQ,
                        Seen.SENT,
                        auth,
                        payload,
                        packet.closed() ? Optional.of(true) : Optional.empty(),
                        Optional.empty(),
                        packet.after("SERVICE").map(s -> Utf8.decode(s.strip()))),
                place);
        EstimateRequest.read(packet)
                .ifPresent(r -> sink.event(
                        new AmandaEvent.PlannerRequest(
                                host, at, r.estimates(), r.measured(), r.dles(), r.method(), payload, auth),
                        place));
    }
}
