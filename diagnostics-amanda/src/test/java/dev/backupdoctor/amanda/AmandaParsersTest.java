package dev.backupdoctor.amanda;

import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.testing.ParserContract;
import java.util.List;
import java.util.Map;

/** Texts in which each parser finds something; what no program writes comes from the contract. */
class AmandaParsersTest extends ParserContract {

    private static final String HEAD = "Fri Nov 20 08:52:23.864337878 2026: pid 43: thd-0x5: ";

    private static final String CONF = """
            etimeout 300
            define dumptype a {
              auth "bs\\144tcp"
              estimate client server
            }
            """;

    private static final String DISKLIST = """
            m1 /home /data tar 1
            m1 "/a b" {
              tar
              estimate calcsize
            } 1 eth0
            """;

    private static final String AMANDAD = (HEAD + "amandad: pid 4: start at Fri Nov 20 08:52:23 2026\n" + HEAD) + """
            amandad: accept recv REQ pkt:
            <<<<<
            SERVICE sendsize
            OPTIONS hostname=m1;
            <dle>
            <disk>/a</disk><level>0</level>
            </dle>
            >>>>>
            amandad: time 0.100: got packet:
            --------
            Amanda 2.4 REQ HANDLE 1 SEQ 2
            SERVICE sendsize
            GNUTAR "/a b" 0 1970:1:1:0:0:0 1
            --------
            """;

    private static final String PLANNER = HEAD + """
            planner: send request to m1:/a:(/a):
            ----
            SERVICE sendsize
            OPTIONS hostname=m1;
            GNUTAR /a 0 1970:1:1:0:0:0 1

            ----

            """ + HEAD + "planner: security_getdriver(name=bsdtcp) returns 0x1\n";

    private static final String LOG = """
            START planner date 20261120084153
            DISK planner m1 "/a \\"b"
            FAIL planner m1 /a 1 0 [x]
            FINISH driver date 20261120084153 time 1.000
            """;

    @Override
    protected DiagnosticModule module() {
        return new AmandaModule();
    }

    @Override
    protected Map<String, Sample> samples() {
        return Map.of(
                "amanda-conf", new Sample("etc/amanda/daily/amanda.conf", CONF),
                "disklist", new Sample("etc/amanda/daily/disklist", DISKLIST),
                "amandad", new Sample("amandad.20261120085223.debug", AMANDAD),
                "planner-debug", new Sample("planner.20261120085223.debug", PLANNER),
                "amanda-log", new Sample("log.20261120084153.0", LOG));
    }

    @Override
    protected List<String> pieces() {
        return List.of("a {\n", "<dle>", "<level>");
    }
}
