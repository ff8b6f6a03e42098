package dev.backupdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"files.example.org", "a.b.de", "db-1.intra.local", "x.y.z.internal"})
    void knowsQualifiedNames(String word) {
        assertThat(HostNames.isQualified(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme.log",
                "sendsize.20261120.debug",
                "x.20261120.gz",
                "org.acme.Copy",
                "..de",
                "-.a.de",
                "2.21.3",
                ""
            })
    void takesFilesAndVersionsForNoNames(String word) {
        assertThat(HostNames.isQualified(word)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.7", "192.168.122.255", "fe80::5054:ff:fe12:3456", "2001:db8::1", "52:54:00:12:34:56"})
    void knowsAddresses(String word) {
        assertThat(HostNames.isAddress(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "256.1.1.1", "1.2.3", "00:08:29", "::1", "::", "a::g", "12:30", ""})
    void takesTimesAndLoopbackForNoAddresses(String word) {
        assertThat(HostNames.isAddress(word)).isFalse();
    }
}
