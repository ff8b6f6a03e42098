package dev.backupdoctor.amanda.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.amanda.event.AmandaEvent.Auth;
import dev.backupdoctor.amanda.event.AmandaEvent.Build;
import dev.backupdoctor.amanda.event.AmandaEvent.Direction;
import dev.backupdoctor.amanda.event.AmandaEvent.Method;
import dev.backupdoctor.amanda.event.AmandaEvent.Os;
import dev.backupdoctor.amanda.event.AmandaEvent.Packet;
import dev.backupdoctor.amanda.event.AmandaEvent.Request;
import dev.backupdoctor.amanda.event.AmandaEvent.Seen;
import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.core.value.Version;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmandadParserTest {

    /** The packet of a client of 2.4, as it is known from old manuals. */
    private static final String OLD = """
            amandad: time 0.000: got packet:
            --------
            Amanda 2.4 REQ HANDLE 003-B88F0708 SEQ 1133823863
            SECURITY USER amanda
            SERVICE sendsize
            OPTIONS features=fffffeff9ffe7f;maxdumps=2;hostname=m1.example.com;
            GNUTAR /srv 0 1970:1:1:0:0:0 1 OPTIONS |;bsd-auth;compress-fast;index;
            GNUTAR /srv 1 2005:11:26:0:46:56 1 OPTIONS |;bsd-auth;compress-fast;index;
            CALCSIZE GNUTAR /var /data/var 0 1970:1:1:0:0:0 -1 OPTIONS |;bsd-auth;index;
            DUMP "/two words" 2 2005:12:3:0:26:8 1 OPTIONS |;bsd-auth;index;
            --------
            amandad: time 256.801: sending REP packet:
            ----
            Amanda 2.4 REP HANDLE 003-B88F0708 SEQ 1133823863
            OPTIONS features=fffffeff9ffe7f;
            /srv 0 SIZE 100
            ----
            """;

    private static final String HEAD = "Fri Nov 20 08:52:23.864337878 2026: pid 43: thd-0x55a6a79d7c00: amandad: ";

    private static final String NEW = HEAD
            + "pid 43 ruid 34 euid 34 version 3.5.1: start at Fri Nov 20 08:52:23 2026\n"
            + HEAD + "argc[1] = -auth=bsdudp\n"
            + HEAD + "    build: VERSION=\"Amanda-3.5.1\" BUILT_DATE=\"\" BUILT_MACH=\"\"\n"
            + HEAD + "           AMANDA_DBGDIR=\"/var/log/amanda\" CONFIG_DIR=\"/etc/amanda\"\n"
            + HEAD + "           CONFIGURE_ARGS=\" '--build=x86_64-linux-gnu' '--prefix=/usr'\"\n"
            + HEAD + "authenticated peer name is 'backup.example.com'\n"
            + HEAD + "accept recv REQ pkt:\n<<<<<\nSERVICE noop\nOPTIONS features=ffff;\n>>>>>\n"
            + HEAD + "sending REP pkt:\n<<<<<\nOPTIONS features=ffff;\n>>>>>\n"
            + HEAD + "accept recv REQ pkt:\n<<<<<\n"
            + """
            SERVICE sendsize
            OPTIONS features=ffff;maxdumps=2;hostname=m1.example.com;config=nightly;timestamp=20261120085223;
            <dle>
              <program>GNUTAR</program>
              <estimate>CALCSIZE </estimate>
              <disk>/var</disk>
              <level>0</level>
              <level>1</level>
            </dle>
            <dle>
              <program>GNUTAR</program>
              <estimate>SERVER </estimate>
              <disk encoding="raw" raw="L3Nydgo=">/srv</disk>
              <level>0<server>YES</server></level>
            </dle>
            """;

    private static Recording read(String text) {
        return Recording.of(new AmandadParser(), "amandad.20051206000404.debug", text);
    }

    @Test
    void readsARequestOfVersion24() {
        Recording read = read(OLD);

        Request request = read.only(Request.class);
        assertThat(request.host()).contains("m1.example.com");
        assertThat(request.at()).contains(LocalDateTime.of(2005, 12, 6, 0, 4, 4));
        assertThat(request.estimates()).isEqualTo(4);
        assertThat(request.measured()).isEqualTo(4);
        assertThat(request.dles()).isEqualTo(3);
        assertThat(request.method()).isEqualTo(Method.MIXED);
        assertThat(request.auth()).contains(Auth.BSD);
        assertThat(request.config()).isEmpty();
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void countsThePayloadOfVersion24WithItsHeader() {
        Recording read = read(OLD);

        int length = OLD.indexOf("--------\namandad: time 256") - OLD.indexOf("Amanda 2.4 REQ");
        assertThat(read.only(Request.class).payload()).isEqualTo(new Size(length));
        Packet reply = read.all(Packet.class).get(1);
        assertThat(reply.direction()).isEqualTo(Direction.REPLY);
        assertThat(reply.seen()).isEqualTo(Seen.SENT);
        assertThat(reply.service()).contains("sendsize");
        assertThat(reply.at()).contains(LocalDateTime.of(2005, 12, 6, 0, 8, 20, 801_000_000));
    }

    @Test
    void takesARepeatedRequestOfVersion24ForAPacketOnly() {
        Recording read = read(OLD + OLD);

        assertThat(read.all(Request.class)).hasSize(1);
        assertThat(read.all(Packet.class)).hasSize(4);
    }

    @Test
    void readsPacketsOfOneConnection() {
        Recording read = read(NEW + ">>>>>\n");

        Request request = read.only(Request.class);
        assertThat(request.estimates()).isEqualTo(3);
        assertThat(request.measured()).isEqualTo(2);
        assertThat(request.dles()).isEqualTo(2);
        assertThat(request.method()).isEqualTo(Method.MIXED);
        assertThat(request.config()).contains("nightly");
        assertThat(request.auth()).contains(Auth.BSDUDP);
        assertThat(request.at()).contains(LocalDateTime.of(2026, 11, 20, 8, 52, 23, 864_337_878));
        assertThat(read.all(Packet.class))
                .extracting(p -> p.service().orElseThrow())
                .containsExactly("noop", "noop", "sendsize");
        assertThat(read.all(Packet.class)).allSatisfy(p -> {
            assertThat(p.host()).contains("m1.example.com");
            assertThat(p.server()).contains("backup.example.com");
            assertThat(p.whole()).contains(true);
        });
        assertThat(read.all(Packet.class).get(0).payload()).isEqualTo(new Size(36));
    }

    @Test
    void readsWhereItWasBuilt() {
        Build build = read(NEW + ">>>>>\n").only(Build.class);

        assertThat(build.host()).contains("m1.example.com");
        assertThat(build.os()).isEqualTo(Os.LINUX);
        assertThat(build.version()).contains(new Version("3.5.1"));
        assertThat(build.debugDir()).contains("/var/log/amanda");
    }

    @ParameterizedTest
    @CsvSource({
        "BUILT_MACH=\"FreeBSD m1 6.0-RELEASE\", FREEBSD",
        "BUILT_MACH=\"Linux m1 2.6.9 #1 SMP\", LINUX",
        "CONFIGURE_ARGS=\" '--host=x86_64-apple-darwin19'\", MACOS",
        "BUILT_MACH=\"HP-UX m1\", OTHER"
    })
    void knowsSystemsByTheirNames(String text, Os os) {
        Recording read = read("amandad: time 0.001: build: VERSION=\"Amanda-2.5.0\" " + text + "\n");

        assertThat(read.only(Build.class).os()).isEqualTo(os);
    }

    @Test
    void seesThatAPacketWasCutOnItsWay() {
        String cut = NEW.substring(0, NEW.lastIndexOf("</level>"));

        Recording read = read(cut + ">>>>>\n" + HEAD + "creating new service: sendsize\n");

        Packet last = read.all(Packet.class).get(2);
        assertThat(last.whole()).contains(false);
        assertThat(last.payload().bytes()).isEqualTo(cut.length() - cut.lastIndexOf("<<<<<\n") - 6);
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void reportsAFileThatEndsInAPacket() {
        Recording read = read(NEW.substring(0, NEW.length() - 5));

        Packet last = read.all(Packet.class).get(2);
        assertThat(last.whole()).isEmpty();
        assertThat(read.problems())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("16: packet ends without its closing fence");
    }

    @Test
    void doesNotTakeARepeatedRequestForAFurtherOne() {
        String again = HEAD + "received REQ pkt:\n<<<<<\nSERVICE sendsize\nOPTIONS hostname=m1;\n>>>>>\n";

        Recording read = read(NEW + ">>>>>\n" + again);

        assertThat(read.all(Request.class)).hasSize(1);
        assertThat(read.all(Packet.class)).hasSize(4);
    }

    @Test
    void leavesOutAcknowledgements() {
        Recording read = read(HEAD + "sending ACK pkt:\n<<<<<\n>>>>>\n" + HEAD + "received ACK pkt:\n<<<<<\n>>>>>\n");

        assertThat(read.events()).isEmpty();
    }
}
