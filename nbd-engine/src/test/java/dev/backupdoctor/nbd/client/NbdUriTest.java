package dev.backupdoctor.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NbdUriTest {

    @Test
    void readsHostPortAndExport() {
        var uri = NbdUri.parse("nbd://backup.example:10810/vda");

        assertThat(uri).isEqualTo(NbdUri.tcp("backup.example", 10_810, "vda"));
    }

    @Test
    void knowsTheDefaultPortAndTheDefaultExport() {
        assertThat(NbdUri.parse("nbd://localhost")).isEqualTo(NbdUri.tcp("localhost", 10_809, ""));
        assertThat(NbdUri.parse("nbd://localhost/")).isEqualTo(NbdUri.tcp("localhost", 10_809, ""));
    }

    @Test
    void readsAUnixSocket() {
        var uri = NbdUri.parse("nbd+unix:///vda?socket=/var/tmp/virtnbdbackup.1");

        assertThat(uri).isEqualTo(NbdUri.unix(Path.of("/var/tmp/virtnbdbackup.1"), "vda"));
    }

    @Test
    void decodesNames() {
        var uri = NbdUri.parse("nbd+unix:///my%20disk%3f%2B?socket=/tmp/a%26b+c");

        assertThat(uri).isEqualTo(NbdUri.unix(Path.of("/tmp/a&b+c"), "my disk?+"));
    }

    @Test
    void readsWhatBelongsToTls() {
        var uri = NbdUri.parse("nbds://[::1]/vda?tls-certificates=/etc/pki/qemu&tls-hostname=kvm1");

        assertThat(uri.tls()).isTrue();
        assertThat(uri.address()).isEqualTo(new NbdUri.Tcp("::1", 10_809));
        assertThat(uri.tlsCertificates()).contains(Path.of("/etc/pki/qemu"));
        assertThat(uri.tlsHostname()).contains("kvm1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nbd://localhost:10810/vda",
                "nbd://[::1]:10809/",
                "nbd+unix:///a%20b/c%25?socket=/tmp/x%20y",
                "nbds+unix:///vda?socket=/s&tls-certificates=/pki&tls-hostname=h",
            })
    void isWrittenAsItIsRead(String text) {
        assertThat(NbdUri.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "http://host/vda, begins with nbd://",
        "vda, begins with nbd://",
        "nbd:///vda, needs a host",
        "nbd://host:0/vda, port is 0",
        "nbd://host:70000/vda, port is 70000",
        "nbd+unix:///vda, no socket",
        "nbd+unix:///vda?socket=, no socket",
        "nbd://host/vda?socket=/s, needs nbd+unix",
        "nbds://host/vda?tls-verify-peer=false, unknown parameter tls-verify-peer",
        "nbd+unix:///vda?socket, has no value",
        "nbd://host/a b, not an NBD URI",
    })
    void saysWhatIsWrong(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NbdUri.parse(text))
                .withMessageContaining(reason);
    }

    @Test
    void refusesNamesThatNoServerTakes() {
        String name = "é".repeat(2049);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NbdUri.unix(Path.of("/s"), name))
                .withMessageContaining("4096 bytes");
    }
}
