package dev.backupdoctor.nbd.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.SetProblem;
import dev.backupdoctor.nbd.set.Verification;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.Program;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of virtnbdbackup read here, and sets written here restored by virtnbdrestore. */
@RequiresLibvirt
@RequiresTool({"virtnbdbackup", "virtnbdrestore", "qemu-nbd", "qemu-io"})
class OriginalIT {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    @ParameterizedTest
    @ValueSource(strings = {"--noprogress", "--compress"})
    void itsSetsAreRead(String option) throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 64 * MIB).start();
        domain.write("vda", 0x11, 0, 40 * MIB).writeRandom("vda", 1, 50 * MIB, 300 * KIB);
        Path set = bench.newDirectory("set");

        backup(domain, set, "full", option);
        Path first = domain.truth("vda");
        domain.write("vda", 0x22, MIB, 64 * KIB).zero("vda", 2 * MIB, MIB).discard("vda", 5 * MIB, MIB);
        backup(domain, set, "inc", option);
        Path second = domain.truth("vda");
        domain.writeRandom("vda", 2, 39 * MIB, 2 * MIB);
        backup(domain, set, "inc", option);
        backup(domain, set, "inc", option);
        domain.write("vda", 0x33, 60 * MIB, 4 * KIB);
        backup(domain, set, "diff", option);

        BackupSet read = BackupSet.read(set);
        assertThat(Verification.of(read, 2, bytes -> {}).problems())
                .allSatisfy(problem -> assertThat(problem).isInstanceOf(SetProblem.NoSum.class));
        assertThat(read.domain()).contains(domain.name());
        BackedUpImage.assertSame(first, Chain.until(read, "vda", "virtnbdbackup.0"));
        BackedUpImage.assertSame(second, Chain.until(read, "vda", "virtnbdbackup.1"));
        BackedUpImage.assertSame(domain.truth("vda"), Chain.latest(read, "vda"));
        domain.undefine();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, 9})
    void itRestoresOurSets(int level) throws IOException, InterruptedException {
        OptionalInt compression = level < 0 ? OptionalInt.empty() : OptionalInt.of(level);
        Path set = bench.newDirectory("ours");
        TestDomain domain = bench.domain().disk("vda", 96 * MIB).define();
        BackedUpImage image = BackedUpImage.of(domain.image("vda"));
        addConfig(domain, set);

        image.write("write -P 0x11 1M 40M", "write -P 0x22 50M 64k", "write -P 0x33 56320k 4k");
        image.full(set, compression);
        image.write("write -z 2M 2M", "discard 50M 64k", "write -P 0x44 60M 35M", "write -P 0x55 20M 5000k");
        image.increment(set, 1, compression);
        image.write("write -z 61M 1M", "write -P 0x66 50M 4k", "write -P 0x77 95M 1M");
        image.increment(set, 2, compression);

        Path restored = bench.newDirectory("restored");
        bench.virtnbdrestore("-i", set.toString(), "-o", restored.toString()).ok();

        Program.of(
                        "qemu-img",
                        "compare",
                        image.path().toString(),
                        restored.resolve(image.path().getFileName()).toString())
                .run()
                .ok();
        image.assertIs(Chain.latest(BackupSet.read(set), "vda"));
        domain.undefine();
    }

    @Test
    void itReadsTheHeadsOfOurSets() throws IOException, InterruptedException {
        Path set = bench.newDirectory("ours");
        TestDomain domain = bench.domain().disk("vda", MIB).define();
        addConfig(domain, set);
        BackedUpImage.of(domain.image("vda")).full(set, OptionalInt.of(2));

        String dump = bench.virtnbdrestore("-a", "dump", "-i", set.toString(), "-o", "/dev/null")
                .ok()
                .log();

        assertThat(dump).contains("\"virtualSize\": 1048576").contains("\"compressed\": 2");
        domain.undefine();
    }

    private static void backup(TestDomain domain, Path set, String level, String option)
            throws IOException, InterruptedException {
        bench.virtnbdbackup("-d", domain.name(), "-l", level, "-o", set.toString(), "--scratchdir", "/var/tmp", option)
                .ok();
    }

    /** The original restores nothing without the description of a domain. */
    private static void addConfig(TestDomain domain, Path set) throws IOException, InterruptedException {
        String xml = bench.virsh("dumpxml", domain.name()).ok().out();
        Files.writeString(set.resolve("vmconfig.virtnbdbackup.0.xml"), xml);
    }
}
