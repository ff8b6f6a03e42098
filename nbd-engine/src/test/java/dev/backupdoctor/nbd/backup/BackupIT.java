package dev.backupdoctor.nbd.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.Program;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresLibvirt
@RequiresTool("virtnbdrestore")
class BackupIT {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    private final RecordedLog log = new RecordedLog();

    @ParameterizedTest(name = "compressed: {0}")
    @ValueSource(booleans = {false, true})
    void everyPointOfAChainComesBackAsItWas(boolean compressed) throws IOException, InterruptedException {
        TestDomain domain =
                bench.domain().disk("vda", 8 * MIB).disk("vdb", 4 * MIB).start();
        Path set = bench.newDirectory("set");
        OptionalInt level = compressed ? OptionalInt.of(2) : OptionalInt.empty();
        var saving = new BackupRequest.Saving(false, level, OptionalInt.empty());

        domain.writeRandom("vda", 1, MIB, 256 * KIB).write("vdb", 0x11, 0, 64 * KIB);
        run(domain, Level.FULL, set, saving);
        Path full = domain.truth("vda");
        domain.write("vda", 0xab, 4 * MIB, 64 * KIB).zero("vda", MIB, 64 * KIB);
        run(domain, Level.INC, set, saving);
        Path first = domain.truth("vda");
        domain.discard("vda", MIB + 64 * KIB, 64 * KIB).write("vdb", 0x22, MIB, 64 * KIB);
        run(domain, Level.INC, set, saving);
        Path second = domain.truth("vda");
        domain.writeRandom("vda", 2, 6 * MIB, 64 * KIB);
        run(domain, Level.DIFF, set, saving);

        assertRestores(domain, set, "vda", domain.truth("vda"));
        assertRestores(domain, set, "vdb", domain.truth("vdb"));
        assertRestores(domain, set, "vda", full, "--until", "virtnbdbackup.0");
        assertRestores(domain, set, "vda", first, "--until", "virtnbdbackup.1");
        assertRestores(domain, set, "vda", second, "--until", "virtnbdbackup.2");
        domain.undefine();
    }

    private Backup.Outcome run(TestDomain domain, Level level, Path set, BackupRequest.Saving saving)
            throws IOException {
        return Backup.run(
                BackupRequest.of(bench.uri(), domain.name(), level, set).with(saving), log);
    }

    private void assertRestores(TestDomain domain, Path set, String disk, Path truth, String... options)
            throws IOException, InterruptedException {
        Path restored = bench.newDirectory("restored");
        String[] arguments = new String[options.length + 4];
        arguments[0] = "-i";
        arguments[1] = set.toString();
        arguments[2] = "-o";
        arguments[3] = restored.toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        bench.virtnbdrestore(arguments).ok();
        Path image = restored.resolve(domain.image(disk).getFileName());
        assertThat(Program.of("qemu-img", "compare", image.toString(), truth.toString())
                        .run()
                        .out())
                .as("%s restored with %s; the backup said:%n%s", disk, String.join(" ", options), log.text())
                .contains("Images are identical");
    }
}
