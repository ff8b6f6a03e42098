package dev.backupdoctor.nbd.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.client.Export;
import dev.backupdoctor.nbd.restore.ChainMap.Offer;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainException;
import dev.backupdoctor.nbd.set.TestSet;
import dev.backupdoctor.nbd.testing.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses chains as disks without restoring them. */
@RequiresTool({"qemu-img", "qemu-nbd", "qemu-io", "nbdinfo"})
class ChainMapIT {
    @TempDir
    private Path directory;

    private Path input;
    private Path scratch;

    @BeforeEach
    void makeDirectories() throws IOException {
        input = Files.createDirectory(directory.resolve("set"));
        scratch = Files.createDirectory(directory.resolve("scratch"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void servesPlainAndCompressedChains(boolean compressed) throws Exception {
        var set = new TestSet(input);
        Chain chain = Chain.latest((compressed ? set.addLz4Chain("vda") : set.addChain("vda")).read(), "vda");

        try (ChainMap map = ChainMap.of(chain, offer(Optional.empty(), false))) {
            assertThat(letters(map)).isEqualTo("ABC...B.");
            String size = Program.of("nbdinfo", "--size", map.uri().toString())
                    .run()
                    .ok()
                    .out();
            assertThat(size.strip()).isEqualTo(Long.toString(TestSet.SIZE));
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void listensWhereItIsToldTo() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Chain chain = Chain.latest(new TestSet(input).addChain("vda").read(), "vda");

        try (ChainMap map = ChainMap.of(chain, offer(Optional.of(address), false))) {
            assertThat(map.uri().toString()).startsWith("nbd://127.0.0.1:").endsWith("/vda");
            assertThat(letters(map)).isEqualTo("ABC...B.");
        }
    }

    @Test
    void takesWritesWithoutChangingTheSet() throws Exception {
        Chain chain = Chain.latest(new TestSet(input).addChain("vda").read(), "vda");

        try (ChainMap map = ChainMap.of(chain, offer(Optional.empty(), true))) {
            Program.of(
                            "qemu-io",
                            "-f",
                            "raw",
                            "-c",
                            "write -P 88 64k 64k",
                            map.uri().toString())
                    .run()
                    .ok();
            assertThat(letters(map)).isEqualTo("AXC...B.");
        }

        assertThat(scratch).isEmptyDirectory();
        assertThat(TestSet.blocks(Chain.latest(BackupSet.read(input), "vda"))).isEqualTo("ABC...B");
    }

    @Test
    void refusesAChainThatIsDamagedAndLeavesNothing() throws IOException {
        Chain chain = Chain.latest(new TestSet(input).addChain("vda").read(), "vda");
        Files.write(input.resolve("vda.inc.virtnbdbackup.1.data"), new byte[100]);

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(
                        () -> ChainMap.of(chain, offer(Optional.empty(), true)).close());
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void saysHowToGetADevice() throws IOException {
        Chain chain = Chain.latest(new TestSet(input).addChain("vda").read(), "vda");
        Path none = directory.resolve("nbd0");

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ChainMap.of(chain, new Offer("vda", Optional.empty(), Optional.of(none), false, scratch))
                                .close())
                .withMessageContaining("modprobe nbd");
    }

    private Offer offer(Optional<InetSocketAddress> address, boolean writable) {
        return new Offer("vda", address, Optional.empty(), writable, scratch);
    }

    /** The first letter of each of the first eight blocks, a dot for zero. */
    private static String letters(ChainMap map) throws IOException {
        try (Export export = Export.open(map.uri())) {
            var letters = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                ByteBuffer one = ByteBuffer.allocate(1);
                export.read((long) i * TestSet.BLOCK, one);
                letters.append(one.get(0) == 0 ? '.' : (char) one.get(0));
            }
            return letters.toString();
        }
    }
}
