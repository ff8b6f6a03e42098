package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.Program;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backups that go to standard output. */
@RequiresLibvirt
@RequiresTool("python3")
class NbdArchiveIT {
    private static final int MIB = 1024 * 1024;
    private static final Path LAUNCHER =
            Path.of(Objects.requireNonNull(System.getProperty("distribution"))).resolve("compat/virtnbdbackup");

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    private TestDomain domain;
    private Path work;
    private Path said;

    @BeforeEach
    void startDomain() throws IOException, InterruptedException {
        domain = bench.domain().disk("vda", 8 * MIB).start().writeRandom("vda", 1, MIB, 4 * MIB);
        work = bench.newDirectory("work");
        said = work.resolve("said");
    }

    @AfterEach
    void endDomain() throws IOException, InterruptedException {
        domain.undefine();
    }

    @Test
    void writesAnArchiveAndNothingElse() throws IOException, InterruptedException {
        Path zip = work.resolve("web.zip");
        Path set = bench.newDirectory("set");
        Process process = new Program(words(), Map.of(), work).start(zip, said);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        bench.program(List.of("python3", "-m", "zipfile", "-e", zip.toString(), set.toString()))
                .run()
                .ok();
        Run verify = Run.of(FakeEngine.finding(Acme.clean()), "nbd", "verify", set.toString());
        assertThat(verify.exit()).as(verify.err()).isZero();
        try (Stream<Path> files = Files.list(set)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("vda.full.data", "vda.full.data.chksum", domain.name() + ".cpt")
                    .anyMatch(name -> name.matches("backup\\.full\\.\\d{14}\\.log"));
        }
    }

    @Test
    void endsItsJobWhenNobodyReadsAnyMore() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words())
                .directory(work.toFile())
                .redirectError(said.toFile())
                .start();
        await("Write data to target file");

        Program.of("kill", "-TERM", Long.toString(process.pid())).run().ok();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isOne();
        assertThat(Files.readString(said)).contains("Signal caught").contains("throw it away");
        assertThat(bench.virsh("domjobinfo", domain.name()).ok().out()).contains("None");
        assertThat(bench.virsh("checkpoint-list", domain.name(), "--name").ok().out())
                .isBlank();
    }

    private void await(String text) throws IOException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(said).contains(text)) {
            assertThat(System.nanoTime()).as(Files.readString(said)).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private List<String> words() {
        return List.of(LAUNCHER.toString(), "-U", bench.uri(), "-d", domain.name(), "-l", "full", "-o", "-");
    }
}
