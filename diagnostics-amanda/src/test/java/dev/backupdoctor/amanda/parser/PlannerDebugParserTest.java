package dev.backupdoctor.amanda.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.amanda.event.AmandaEvent.Auth;
import dev.backupdoctor.amanda.event.AmandaEvent.Direction;
import dev.backupdoctor.amanda.event.AmandaEvent.Method;
import dev.backupdoctor.amanda.event.AmandaEvent.Packet;
import dev.backupdoctor.amanda.event.AmandaEvent.PlannerRequest;
import dev.backupdoctor.amanda.event.AmandaEvent.Seen;
import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.core.value.Size;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class PlannerDebugParserTest {

    private static final String HEAD = "Fri Nov 20 08:41:54.196883741 2026: pid 72: thd-0x55fd93c89c00: planner: ";

    private static final String BODY = """
            SERVICE sendsize
            OPTIONS features=ffff;maxdumps=2;hostname=m1.example.com;config=nightly;
            <dle>
              <program>GNUTAR</program>
              <estimate>CLIENT </estimate>
              <disk>/var</disk>
              <level>0</level>
              <level>2</level>
            </dle>
            """;

    private static Recording read(String text) {
        return Recording.of(new PlannerDebugParser(), "planner.20261120084153.debug", text);
    }

    @Test
    void readsARequestWithTheAuthThatFollows() {
        Recording read = read(HEAD + "send request to m1.example.com:/var:(/var):\n----\n" + BODY + "\n----\n\n" + HEAD
                + "security_getdriver(name=bsdudp) returns 0x7fcc6258e4c0\n");

        PlannerRequest request = read.only(PlannerRequest.class);
        assertThat(request.host()).contains("m1.example.com");
        assertThat(request.at()).contains(LocalDateTime.of(2026, 11, 20, 8, 41, 54, 196_883_741));
        assertThat(request.estimates()).isEqualTo(2);
        assertThat(request.dles()).isEqualTo(1);
        assertThat(request.method()).isEqualTo(Method.CLIENT);
        assertThat(request.auth()).contains(Auth.BSDUDP);
        assertThat(request.payload()).isEqualTo(new Size(BODY.length()));
        Packet packet = read.only(Packet.class);
        assertThat(packet.direction()).isEqualTo(Direction.REQUEST);
        assertThat(packet.seen()).isEqualTo(Seen.SENT);
        assertThat(packet.service()).contains("sendsize");
    }

    @Test
    void takesTheHostFromThePacketWhereTheLineDoesNotNameIt() {
        Recording read = read(HEAD + "send request:\n----\n" + BODY + "\n----\n\n");

        assertThat(read.only(PlannerRequest.class).host()).contains("m1.example.com");
        assertThat(read.only(PlannerRequest.class).auth()).isEmpty();
    }

    @Test
    void takesOtherRequestsForPacketsOnly() {
        Recording read =
                read(HEAD + "send request to m1:/var:(/var):\n----\nSERVICE noop\nOPTIONS features=f;\n\n----\n\n");

        assertThat(read.all(PlannerRequest.class)).isEmpty();
        assertThat(read.only(Packet.class).host()).contains("m1");
    }

    @Test
    void reportsAFileThatEndsInAPacket() {
        Recording read = read(HEAD + "send request to m1:/var:(/var):\n----\n" + BODY);

        assertThat(read.problems())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("1: packet ends without its closing fence");
        assertThat(read.only(Packet.class).whole()).isEmpty();
    }

    @Test
    void readsNoReplies() {
        Recording read = read(HEAD + "got reply:\n----\nOPTIONS features=ffff;\n/var 0 SIZE 10\n\n----\n\n");

        assertThat(read.events()).isEmpty();
    }
}
