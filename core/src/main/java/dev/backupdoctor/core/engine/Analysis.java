package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.format.FormatReader;
import dev.backupdoctor.core.format.Formats;
import dev.backupdoctor.core.format.Reading;
import dev.backupdoctor.core.format.SourceEvents;
import dev.backupdoctor.core.format.Wanted;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.source.Inputs;
import dev.backupdoctor.core.source.Peek;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.value.Display;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** From what the user named to a diagnosis: sources, formats, events, one case, all rules. */
public final class Analysis {

    private final Rulebook rulebook;
    private final Reading reading;
    private final EventShare events;
    private final List<Page> pages = new ArrayList<>();
    private final List<SourceSeen> seen = new ArrayList<>();
    private final ProblemList problems = new ProblemList();
    private final List<String> assumedUtc = new ArrayList<>();
    private final Map<String, List<Format>> readBy = new HashMap<>();
    private final Histories histories;
    private RotatedLogs logs = new RotatedLogs(List.of());

    private Analysis(Rulebook rulebook, AnalysisOptions options) {
        this.rulebook = rulebook;
        this.reading = options.zone().map(Reading::in).orElseGet(Reading::inUtc).threads(options.threads());
        this.events = new EventShare(options.eventBytes());
        this.histories = new Histories(rulebook);
    }

    /**
     * Reads everything and runs all rules over it.
     *
     * @param paths files, directories, archives, and {@code -} for standard input
     * @throws BadSetting when a setting is unknown or has a wrong value
     */
    public static Diagnosis run(Rulebook rulebook, List<String> paths, InputStream stdin, AnalysisOptions options)
            throws BadSetting {
        return run(rulebook, Inputs.named(paths, stdin), options);
    }

    /**
     * The same for inputs of any kind.
     *
     * @throws BadSetting when a setting is unknown or has a wrong value
     */
    public static Diagnosis run(Rulebook rulebook, Inputs inputs, AnalysisOptions options) throws BadSetting {
        Looked looked = look(rulebook, inputs, options);
        return looked.diagnose()
                .unseen(options.unseen())
                .diagnosis(looked.facts(), looked.problems(), looked.sources());
    }

    /**
     * Tries the settings, before anything is read.
     *
     * @throws BadSetting when one is unknown or has a wrong value
     */
    public static void checkSettings(Rulebook rulebook, AnalysisOptions options) throws BadSetting {
        if (!options.settings().isEmpty()) {
            SettingReader.read(options.settings(), rulebook.compiled());
        }
    }

    /** Reads everything; no rule has judged it yet. */
    static Looked look(Rulebook rulebook, Inputs inputs, AnalysisOptions options) throws BadSetting {
        // Settings may be of any rule, else only those matter that could find something.
        RuleSettings settings = options.settings().isEmpty()
                ? RuleSettings.NONE
                : SettingReader.read(options.settings(), rulebook.compiled());
        Analysis analysis = new Analysis(rulebook, options);
        analysis.readAll(inputs);
        Set<String> products = analysis.products();
        products.addAll(rulebook.productsOf(options.unseen()));
        List<Rule> rules = rulebook.compiled(products);
        Case facts = new Sought(
                        rules,
                        settings,
                        sources -> new Case(sources, options.now(), options.skew()),
                        wanted -> analysis.seek(inputs, wanted))
                .complete(analysis.logs.sources());
        var writer = new FindingWriter(options.language(), new Display(options.zoneOrUtc()));
        Case all = analysis.histories.joined(facts, rules, settings, writer, analysis.reading);
        analysis.histories.problems().forEach(analysis.problems::add);
        analysis.seen.addAll(analysis.histories.seen());
        return new Looked(rules, all, settings, writer, analysis.problems.all(), analysis.sorted());
    }

    /** What was read, and how rules are to judge and word it. */
    record Looked(
            List<Rule> rules,
            Case facts,
            RuleSettings settings,
            FindingWriter writer,
            List<Problem> problems,
            List<SourceSeen> sources) {

        Diagnose diagnose() {
            return new Diagnose(rules, facts, settings, writer);
        }
    }

    private Set<String> products() {
        return readBy.values().stream()
                .flatMap(List::stream)
                .map(Format::product)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void readAll(Inputs inputs) {
        try {
            inputs.walk(this::read).forEach(problems::add);
        } catch (IOException impossible) {
            throw new IllegalStateException("reading a source lets no error pass", impossible);
        }
        events.share();
        logs = new RotatedLogs(pages);
        pages.clear();
        logs.problems().forEach(problems::add);
        logs.events().forEach(this::note);
        if (!assumedUtc.isEmpty()) {
            assumedUtc.sort(Comparator.naturalOrder());
            String more = assumedUtc.size() == 1 ? "" : " (and those of " + (assumedUtc.size() - 1) + " more sources)";
            problems.add(new Problem(
                    assumedUtc.get(0),
                    0,
                    "its times" + more + " name no zone and are taken for UTC; --zone says otherwise",
                    false));
        }
    }

    private void read(Source source, InputStream content) {
        if (histories.take(source, content)) {
            return;
        }
        Peek peek = Peek.at(content, Formats.HEAD_BYTES);
        List<Format> formats = rulebook.formats().detectAll(source, peek.head());
        if (formats.isEmpty()) {
            seen.add(new SourceSeen(
                    source.name(), Optional.empty(), Optional.empty(), Optional.empty(), peek.head().length, 0));
            return;
        }
        Page page = Page.read(formats, source, peek.all(), reading.withEventBytes(events.level()));
        page.parts().forEach(events::add);
        pages.add(page);
    }

    /** What is to be said of a source that was read, by one format or several. */
    private void note(List<SourceEvents> read) {
        SourceEvents main = read.get(0);
        String name = main.source().name();
        read.forEach(e -> e.problems().forEach(problems::add));
        if (read.stream().anyMatch(SourceEvents::assumedUtc)) {
            assumedUtc.add(name);
        }
        readBy.put(name, read.stream().map(SourceEvents::format).toList());
        seen.add(new SourceSeen(
                name,
                Optional.of(main.format().name()),
                Optional.of(main.format().product()),
                read.stream().flatMap(p -> p.version().stream()).findFirst().map(Object::toString),
                main.bytes(),
                main.lines()));
    }

    /** Reads the sources that can hold sought events once more, as far as they can be read twice. */
    private List<SourceEvents> seek(Inputs inputs, Map<String, Set<Wanted>> wanted) {
        // There may be several rounds, and what the first pass found stays.
        var found = new EventShare(events.limitBytes() / 4);
        Map<String, Format> formats = new HashMap<>();
        // What is sought is of one kind of lines, so no two formats of a page give it.
        readBy.forEach((path, all) -> all.stream()
                .filter(f -> !logs.isCopy(path))
                .filter(f -> f.yields().stream().anyMatch(k -> wanted.containsKey(k.name())))
                .forEach(f -> formats.put(path, f)));
        try {
            // What cannot be read was said after the first pass.
            inputs.again((source, content) -> {
                Format format = formats.get(source.name());
                if (format != null) {
                    found.add(
                            FormatReader.seek(format, source, content, reading.withEventBytes(found.level()), wanted));
                }
            });
        } catch (IOException impossible) {
            throw new IllegalStateException("reading a source lets no error pass", impossible);
        }
        List<SourceEvents> all = found.all().stream().map(logs::settle).toList();
        all.stream().filter(s -> s.held().isCut()).forEach(s -> s.problems().forEach(problems::add));
        return all;
    }

    private List<SourceSeen> sorted() {
        return seen.stream().sorted(Comparator.comparing(SourceSeen::path)).toList();
    }
}
