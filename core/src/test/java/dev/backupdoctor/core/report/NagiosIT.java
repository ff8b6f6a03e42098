package dev.backupdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.testing.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Nagios and the Perl library of its plugins make of our report. */
class NagiosIT {

    private static final String NAGIOS = "/usr/sbin/nagios4";
    private static final Path RESOURCES = Path.of("src", "test", "resources", "nagios");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    @Test
    @RequiresTool(NAGIOS)
    void nagiosReadsStateTextFiguresAndDetails() throws IOException, InterruptedException {
        String report = write(Reports.everything());

        List<String> status = statusOf(report, State.CRITICAL.code());

        assertThat(value(status, "current_state")).isEqualTo("2");
        String first = report.lines().findFirst().orElseThrow();
        assertThat(value(status, "plugin_output") + " | " + value(status, "performance_data"))
                .isEqualTo(first);
        assertThat(value(status, "long_plugin_output"))
                .isEqualTo(String.join("\\n", report.lines().skip(1).toList()));
    }

    @Test
    @RequiresTool(NAGIOS)
    void nagiosFindsTheBarOfAHostileReport() throws IOException, InterruptedException {
        List<String> status = statusOf(write(Hostile.diagnosis()), State.WARNING.code());

        assertThat(value(status, "plugin_output")).startsWith("BACKUP WARNING - ");
        assertThat(value(status, "performance_data")).startsWith("findings=1;;;0 open=1;;;0 '");
    }

    @Test
    @RequiresTool({NAGIOS, "perl"})
    void thePluginLibraryReadsTheFigures() throws IOException, InterruptedException {
        String program = """
                use Monitoring::Plugin::Performance;
                foreach my $p (Monitoring::Plugin::Performance->parse_perfstring($ARGV[0])) {
                    print $p->label, "=", $p->value, ($p->uom // ""), "\\n";
                }
                """;
        for (Diagnosis diagnosis : List.of(Reports.everything(), Hostile.diagnosis())) {
            String first = write(diagnosis).lines().findFirst().orElseThrow();
            Process perl = new ProcessBuilder("perl", "-e", program, first.substring(first.indexOf('|') + 2))
                    .redirectErrorStream(true)
                    .start();
            List<String> figures = new String(perl.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();

            assertThat(perl.waitFor()).as(String.join("\n", figures)).isZero();
            assertThat(figures)
                    .hasSize(3)
                    .startsWith("findings=" + diagnosis.findings().size(), "open=1");
            assertThat(figures.get(2)).containsPattern("=(256\\.797s|1000B)$");
        }
    }

    /** Lets Nagios run a plugin once, and gives the lines that it then has on the service. */
    private List<String> statusOf(String report, int exit) throws IOException, InterruptedException {
        Files.writeString(home.resolve("report"), report);
        Files.writeString(home.resolve("plugin"), "cat " + home.resolve("report") + "\nexit " + exit + "\n");
        Files.createDirectories(home.resolve("results"));
        Files.createDirectories(home.resolve("rotate"));
        PosixFileAttributes own = Files.readAttributes(home, PosixFileAttributes.class);
        for (String file : List.of("nagios.cfg", "objects.cfg")) {
            Files.writeString(
                    home.resolve(file),
                    Files.readString(RESOURCES.resolve(file))
                            .replace("@HOME@", home.toString())
                            .replace("@USER@", own.owner().getName())
                            .replace("@GROUP@", own.group().getName()));
        }
        Process nagios = new ProcessBuilder(NAGIOS, home.resolve("nagios.cfg").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("said").toFile())
                .start();
        try {
            return checked(nagios);
        } finally {
            nagios.destroy();
            if (!nagios.waitFor(10, TimeUnit.SECONDS)) {
                nagios.destroyForcibly();
            }
        }
    }

    private List<String> checked(Process nagios) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        Path file = home.resolve("status.dat");
        while (Instant.now().isBefore(end)) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
                int service = lines.indexOf("servicestatus {");
                if (service >= 0 && lines.subList(service, lines.size()).contains("\thas_been_checked=1")) {
                    return lines.subList(service, lines.size());
                }
            }
            if (nagios.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new AssertionError("nagios did not check: " + Files.readString(home.resolve("said")));
    }

    private static String value(List<String> status, String name) {
        Optional<String> line =
                status.stream().filter(l -> l.startsWith("\t" + name + "=")).findFirst();
        return line.orElseThrow().substring(name.length() + 2);
    }

    private static String write(Diagnosis diagnosis) throws IOException {
        return Reports.text(out -> new NagiosReport().write(diagnosis, Reports.RUN, out));
    }
}
