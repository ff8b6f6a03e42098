package dev.backupdoctor.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.cli.fuzz.Seeds.Seed;
import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.RuleErrors;
import dev.backupdoctor.core.engine.RuleTests;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.engine.UserFile;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.format.FormatReader;
import dev.backupdoctor.core.format.Reading;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Layout;
import dev.backupdoctor.core.report.JsonReport;
import dev.backupdoctor.core.report.RunInfo;
import dev.backupdoctor.core.report.Screen;
import dev.backupdoctor.core.report.TextReport;
import dev.backupdoctor.core.report.Verbosity;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.testing.JavaReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Everything of the products and the core that reads what somebody else wrote. */
final class Targets {

    private static final Pattern EVENT = Pattern.compile("\nevent +([a-z_.]+)");

    private final List<DiagnosticModule> modules = new ArrayList<>();
    private final Map<String, JavaReader> readers = new TreeMap<>();
    private final Rulebook rulebook;
    private final Seeds seeds;

    Targets(Seeds seeds) throws RuleErrors {
        this.seeds = seeds;
        ServiceLoader.load(DiagnosticModule.class).forEach(modules::add);
        modules.forEach(m -> readers.putAll(JavaReader.of(m)));
        this.rulebook = Rulebook.load(modules, List.of());
    }

    /** A Java reader, whatever the text. */
    void reader(SplittableRandom random, Seed input) {
        List<String> names = List.copyOf(readers.keySet());
        String name = names.get(random.nextInt(names.size()));
        String path = random.nextBoolean() ? "dir/" + input.name() : "a.b.c";
        Optional.ofNullable(readers.get(name)).ifPresent(r -> r.read(path, input.bytes()));
    }

    /** The shapes of a format, in blocks of any size. */
    void format(SplittableRandom random, Seed input) {
        List<Format> formats = rulebook.formatList();
        Format format = formats.get(random.nextInt(formats.size()));
        int lineBytes = 1 << random.nextInt(4, 21);
        var limits = new Reading.Limits(
                1 << random.nextInt(4, 20), lineBytes, 1L << random.nextInt(8, 26), 1 << random.nextInt(1, 24));
        Optional<Instant> modified = random.nextBoolean() ? Optional.of(Instant.EPOCH) : Optional.empty();
        FormatReader.read(
                format,
                new Source("dir/" + input.name(), input.name(), modified),
                new ByteArrayInputStream(input.bytes()),
                new Reading(ZoneOffset.UTC, random.nextBoolean(), limits, 1 + random.nextInt(3)));
    }

    /** A rule or format file, as text alone. */
    void syntax(Seed input) {
        var errors = new Errors();
        Layout.format(input.name(), input.text(), errors);
        errors.list().forEach(e -> e.render(input.text()));
    }

    /** A rule or format file of the user, with the other formats that it names; its examples too if it compiles. */
    void language(SplittableRandom random, Seed input) {
        String text = input.text();
        DiagnosticModule module = modules.get(random.nextInt(modules.size()));
        for (DiagnosticModule m : modules) {
            module = input.name().startsWith(m.product()) ? m : module;
        }
        List<UserFile> files = new ArrayList<>(List.of(new UserFile(input.name(), text)));
        for (Seed other : seeds.files()) {
            boolean format = other.name().endsWith(".format") && !other.name().equals(input.name());
            if (format && EVENT.matcher(other.text()).results().anyMatch(e -> text.contains(e.group(1)))) {
                files.add(new UserFile(other.name(), other.text()));
            }
        }
        try {
            Rulebook compiled = Rulebook.load(List.of(new Bare(module)), files);
            compiled.warnings().forEach(compiled::render);
            RuleTests.run(compiled, Optional.of(input.name().replaceFirst("[.].*", "")), Optional.empty());
        } catch (RuleErrors e) {
            e.errors().forEach(e::render);
        }
    }

    /** A setting as a user may write it. */
    void setting(SplittableRandom random, Seed input) throws IOException {
        String value = input.text().substring(0, Math.min(input.text().length(), random.nextInt(1, 200)));
        try {
            analyse(InputStream.nullInputStream(), Map.of("limit", value, input.name(), value));
        } catch (BadSetting expected) {
            assertThat(expected).as("what is said of a wrong setting").hasMessageContaining("'");
        }
    }

    /** Files in an archive, from its bytes to the finished reports. */
    void analysis(SplittableRandom random, List<Seed> inputs) throws IOException, BadSetting {
        byte[] tar = tar(inputs);
        for (int i = random.nextInt(12); i < 4; i++) {
            tar[random.nextInt(tar.length)] = (byte) random.nextInt(256);
        }
        byte[] sent = random.nextInt(8) == 0 ? gz(tar) : tar;
        int end = random.nextInt(8) == 0 ? random.nextInt(sent.length) : sent.length;
        analyse(new ByteArrayInputStream(sent, 0, end), Map.of());
    }

    private void analyse(InputStream in, Map<String, String> settings) throws IOException, BadSetting {
        var options = new AnalysisOptions(
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(2),
                settings,
                "en",
                AnalysisOptions.EVENT_BYTES,
                2);
        Diagnosis diagnosis = Analysis.run(rulebook, List.of("-"), in, options);
        for (Screen screen : List.of(
                new Screen(72, true, true, Verbosity.NORMAL, ZoneOffset.UTC),
                new Screen(Screen.NARROWEST, false, false, Verbosity.VERBOSE, ZoneOffset.UTC))) {
            new TextReport().write(diagnosis, screen, new StringBuilder());
        }
        new JsonReport().write(diagnosis, new RunInfo("0", Instant.EPOCH, Duration.ZERO, 0), new StringWriter());
    }

    private static byte[] tar(List<Seed> members) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Seed member : members) {
                var entry = new TarArchiveEntry(member.name());
                entry.setSize(member.bytes().length);
                tar.putArchiveEntry(entry);
                tar.write(member.bytes());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gz(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gz = new GZIPOutputStream(bytes)) {
            gz.write(plain);
        }
        return bytes.toByteArray();
    }
}
