package dev.backupdoctor.core.collect;

import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.source.CutShort;
import dev.backupdoctor.core.source.Inputs;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.source.Sources;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Bundles among the inputs of an analysis. What they say of their making holds for it: the present, the zone of the
 * host, what could not be collected. So the findings are those of the check on the host.
 */
public final class Bundle {

    private static final int MAX_MANIFEST = 16 << 20;

    private final String path;
    private final Manifest manifest;

    private Bundle(String path, Manifest manifest) {
        this.path = path;
        this.manifest = manifest;
    }

    /**
     * The bundles among the paths that a user named.
     *
     * @throws IOException when one is of a version that is not known, or its manifest is torn
     */
    public static List<Bundle> among(List<String> paths) throws IOException {
        List<Bundle> bundles = new ArrayList<>();
        for (String path : paths) {
            Optional<Manifest> manifest = manifest(path);
            manifest.ifPresent(m -> bundles.add(new Bundle(path, m)));
        }
        return bundles;
    }

    private static Optional<Manifest> manifest(String path) throws IOException {
        Optional<String> json;
        try {
            Path file = Path.of(path);
            if (path.equals(Sources.STDIN) || !Files.isRegularFile(file)) {
                return Optional.empty();
            }
            json = firstMember(file);
        } catch (IOException | InvalidPathException unreadable) {
            // Any other file, or one that the analysis will complain about.
            return Optional.empty();
        }
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Manifest.read(json.get()));
        } catch (IOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> firstMember(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            if (in.read() != 0x1f || in.read() != 0x8b) {
                return Optional.empty();
            }
            in.reset();
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
                TarArchiveEntry entry = tar.getNextEntry();
                boolean ours =
                        entry != null && entry.getName().equals(Manifest.NAME) && entry.getSize() <= MAX_MANIFEST;
                return ours
                        ? Optional.of(new String(tar.readNBytes(MAX_MANIFEST), StandardCharsets.UTF_8))
                        : Optional.empty();
            }
        }
    }

    /**
     * An analysis of what a user named: bundles among it are read as what they are.
     *
     * @throws IOException when a bundle cannot be understood
     * @throws BadSetting when a setting is unknown or has a wrong value
     */
    public static Diagnosis analyze(Rulebook rulebook, List<String> paths, InputStream stdin, AnalysisOptions options)
            throws IOException, BadSetting {
        List<Bundle> bundles = among(paths);
        return Analysis.run(rulebook, inputs(bundles, Inputs.named(paths, stdin)), options(bundles, options));
    }

    /** The options, with what bundles say of their making where the user said nothing. */
    public static AnalysisOptions options(List<Bundle> bundles, AnalysisOptions options) {
        return bundles.isEmpty()
                ? options
                : options.collected(at(bundles).orElseThrow(), zone(bundles), unseen(bundles));
    }

    /** The latest present of all; empty when there is no bundle. */
    static Optional<Instant> at(List<Bundle> bundles) {
        return bundles.stream().map(b -> b.manifest.when().at()).max(Comparator.naturalOrder());
    }

    /** The zone that all hosts have; empty when there is no bundle, or when they differ. */
    static Optional<ZoneId> zone(List<Bundle> bundles) {
        List<ZoneId> zones =
                bundles.stream().map(b -> b.manifest.when().zone()).distinct().toList();
        return zones.size() == 1 ? Optional.of(zones.get(0)) : Optional.empty();
    }

    /** Formats of what none of them could collect. */
    static Set<String> unseen(List<Bundle> bundles) {
        Set<String> unseen = new TreeSet<>();
        bundles.forEach(b -> unseen.addAll(Collected.unseen(b.manifest.outcomes())));
        return unseen;
    }

    /** The inputs, without what bundles hold for themselves, and with the problems that they tell of. */
    static Inputs inputs(List<Bundle> bundles, Inputs named) {
        return bundles.isEmpty() ? named : new Bundled(bundles, named);
    }

    private static final class Bundled implements Inputs {

        private final Inputs named;
        private final Set<String> manifests = new TreeSet<>();
        private final Map<String, String> cut = new TreeMap<>();
        private final List<Problem> told = new ArrayList<>();

        Bundled(List<Bundle> bundles, Inputs named) {
            this.named = named;
            for (Bundle bundle : bundles) {
                manifests.add(BundleWriter.shown(bundle.path, Manifest.NAME));
                told.addAll(Collected.problems(bundle.manifest.outcomes()));
                for (Problem p : bundle.manifest.problems()) {
                    String file = BundleWriter.shown(bundle.path, p.file());
                    told.add(new Problem(file, p.line(), p.reason(), p.incomplete()));
                    if (p.incomplete()) {
                        cut.putIfAbsent(file, p.reason());
                    }
                }
            }
        }

        @Override
        public List<Problem> walk(Sources.Visitor visitor) throws IOException {
            List<Problem> problems = new ArrayList<>(named.walk(without(visitor)));
            problems.addAll(told);
            return problems;
        }

        @Override
        public List<Problem> again(Sources.Visitor visitor) throws IOException {
            return named.again(without(visitor));
        }

        private Sources.Visitor without(Sources.Visitor visitor) {
            return (source, in) -> {
                String why = cut.get(source.name());
                if (!manifests.contains(source.name())) {
                    visitor.visit(source, why == null ? in : new CutShort(in, why));
                }
            };
        }
    }
}
