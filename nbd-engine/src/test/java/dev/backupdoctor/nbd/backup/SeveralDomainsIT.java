package dev.backupdoctor.nbd.backup;

import static dev.backupdoctor.nbd.backup.Scene.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Domains that are backed up at the same time, each by a process of its own, do not meet. */
@RequiresLibvirt
class SeveralDomainsIT {

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    private record Run(TestDomain domain, Scene scene, Process process, Path said) {}

    @Test
    void areSavedBySeparateProcesses() throws IOException, InterruptedException {
        List<TestDomain> domains = new ArrayList<>();
        List<Scene> scenes = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            TestDomain domain =
                    bench.domain().disk("vda", 32 * MIB).disk("vdb", 4 * MIB).start();
            domain.writeRandom("vda", seed, 0, 16 * MIB).write("vdb", seed, 0, MIB);
            domains.add(domain);
            scenes.add(Scene.of(bench, domain));
        }

        for (Level level : List.of(Level.FULL, Level.INC)) {
            List<Run> runs = new ArrayList<>();
            for (int i = 0; i < domains.size(); i++) {
                runs.add(start(domains.get(i), scenes.get(i), level));
            }
            for (Run run : runs) {
                assertThat(run.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
                assertThat(run.process().exitValue())
                        .as(Files.readString(run.said()))
                        .isZero();
                run.domain().writeRandom("vda", 7, 8L * MIB, 4 * MIB);
            }
        }

        for (int i = 0; i < domains.size(); i++) {
            scenes.get(i).backup(Level.INC);
            scenes.get(i).assertOurs("vda", domains.get(i).truth("vda"));
            scenes.get(i).assertOurs("vdb", domains.get(i).truth("vdb"));
            domains.get(i).undefine();
        }
    }

    private static Run start(TestDomain domain, Scene scene, Level level) throws IOException {
        Path said = bench.directory().resolve(domain.name() + ".said");
        Process process = bench.program(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BackupProcess.class.getName(),
                        bench.uri(),
                        domain.name(),
                        level.name(),
                        scene.set().toString(),
                        "0"))
                .start(said, said);
        return new Run(domain, scene, process, said);
    }
}
