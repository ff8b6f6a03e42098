package dev.backupdoctor.nbd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@RequiresLibvirt
class LibvirtBenchIT {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    @Test
    void truthHoldsWhatTheGuestWrote() throws IOException, InterruptedException {
        var domain = bench.domain().disk("vda", 4 * MIB).disk("vdb", 2 * MIB).start();

        domain.write("vda", 0xab, MIB, 64 * KIB)
                .write("vda", 0xcd, 2 * MIB, 64 * KIB)
                .zero("vda", MIB, 32 * KIB)
                .discard("vda", 2 * MIB, 64 * KIB)
                .writeRandom("vdb", 7, 0, 4 * KIB);

        byte[] vda = Files.readAllBytes(domain.truth("vda"));
        assertThat(Arrays.copyOfRange(vda, MIB, MIB + 64 * KIB)).isEqualTo(half(64 * KIB, (byte) 0xab));
        assertThat(Arrays.copyOfRange(vda, 2 * MIB, 4 * MIB)).containsOnly(0);
        assertThat(Files.readAllBytes(domain.truth("vdb"))).hasSize(2 * MIB);
        domain.undefine();
    }

    @Test
    void truthOfADomainThatIsOffIsItsImage() throws IOException, InterruptedException {
        var domain = bench.domain().disk("vda", MIB, "raw").define();

        domain.write("vda", 0x11, 0, MIB);

        assertThat(Files.readAllBytes(domain.truth("vda"))).containsOnly(0x11);
        domain.undefine();
    }

    @Test
    void killedDomainCanBeStartedAgain() throws IOException, InterruptedException {
        var domain = bench.domain().disk("vda", MIB).start();
        long first = domain.pid();

        domain.kill();
        domain.start();

        assertThat(domain.pid()).isNotEqualTo(first);
        domain.undefine();
    }

    @Test
    void domainsOutliveTheDaemon() throws IOException, InterruptedException {
        var domain = bench.domain().disk("vda", MIB).start();
        long pid = domain.pid();

        bench.restartDaemon();
        bench.killDaemon();

        assertThat(bench.virsh("domstate", domain.name()).ok().out()).contains("running");
        assertThat(domain.pid()).isEqualTo(pid);
        domain.undefine();
    }

    @Test
    @RequiresTool({"virtnbdbackup", "virtnbdrestore"})
    void originalSavesAndRestores() throws IOException, InterruptedException {
        var domain = bench.domain().disk("vda", 4 * MIB).start().write("vda", 0xab, MIB, 64 * KIB);
        Path set = bench.newDirectory("set");
        Path restored = bench.newDirectory("restored");

        bench.virtnbdbackup("-d", domain.name(), "-l", "full", "-o", set.toString())
                .ok();
        bench.virtnbdrestore("-i", set.toString(), "-o", restored.toString()).ok();

        Path image = restored.resolve(domain.image("vda").getFileName());
        assertThat(Program.of(
                                "qemu-img",
                                "compare",
                                image.toString(),
                                domain.truth("vda").toString())
                        .run()
                        .out())
                .contains("Images are identical");
        domain.undefine();
    }

    private static byte[] half(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, length / 2, length, value);
        return bytes;
    }
}
