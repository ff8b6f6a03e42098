package dev.backupdoctor.nbd.client;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.nbd.NbdException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong before the first option, one test each. */
class GreetingErrorsTest {
    @TempDir
    private Path directory;

    private FakePeer peer;

    @BeforeEach
    void listen() throws IOException {
        peer = FakePeer.in(directory);
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
    }

    @Test
    void namesASocketThatIsNotThere() {
        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(NbdUri.unix(directory.resolve("none.sock"), "vda")))
                .withMessageContaining("cannot connect to nbd+unix:///vda?socket=")
                .withMessageContaining("No such file");
    }

    @Test
    void namesAPortWhereNobodyListens() {
        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(NbdUri.tcp("127.0.0.1", 1, "vda")))
                .withMessageContaining("cannot connect to nbd://127.0.0.1:1/vda: Connection refused");
    }

    @Test
    void namesAHostThatNobodyKnows() {
        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(NbdUri.tcp("host.invalid", 10_809, "vda")))
                .withMessageContaining("the host name is not known");
    }

    @Test
    void gaveUpOnAServerThatSaysNothing() {
        peer.expects("00").play();

        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(peer.uri(), Duration.ofMillis(200), List.of()))
                .withMessageContaining("did not get ready")
                .withMessageContaining("does another client use it?");
    }

    @Test
    void noticesAHangUpInsteadOfAGreeting() {
        peer.sends("4e4244");

        assertFails("the server hung up");
    }

    @Test
    void noticesAServerOfAnotherProtocol() {
        peer.sends("5353482d322e302d 4f70656e5353485f");

        assertFails("the server sent 5353482d322e302d as its first bytes, which is no NBD");
    }

    @Test
    void refusesTheOldStyle() {
        peer.sends("4e42444d41474943 0000420281861253 0000000000100000");

        assertFails("the server speaks the old style");
    }

    @Test
    void refusesAnUnknownStyle() {
        peer.sends("4e42444d41474943 0102030405060708 0003");

        assertFails("the server sent 0102030405060708 where it names its style");
    }

    @Test
    void refusesTheUnfixedNewStyle() {
        peer.sends("4e42444d41474943 49484156454f5054 0000");

        assertFails("unfixed new style");
    }

    @Test
    void echoesOnlyTheFlagsThatItKnows() throws Exception {
        peer.sends("4e42444d41474943 49484156454f5054 ff01").expects("00000001").play();

        assertFailsWithout("hung up");
        peer.assertFollowed();
    }

    private void assertFailsWithout(String reason) {
        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(peer.uri()))
                .withMessageContaining(reason);
    }

    private void assertFails(String reason) {
        peer.play();
        assertFailsWithout(reason);
    }
}
