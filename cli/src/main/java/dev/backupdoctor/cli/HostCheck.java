package dev.backupdoctor.cli;

import dev.backupdoctor.core.collect.LiveCheck;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.engine.UserFile;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Suppressed;
import dev.backupdoctor.core.spi.CheckValues;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Options of commands that look at this host for the sake of one rule, and that look. */
final class HostCheck {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Mixin
    private RuleOptions rules = new RuleOptions();

    ReadingOptions reading() {
        return reading;
    }

    List<UserFile> files(Terminal terminal, Engine engine) throws UsageError, IOException {
        return rules.files(terminal, engine);
    }

    /** The product of a rule, if it can be checked live. */
    static Optional<LiveProduct> product(Engine engine, RuleInfo rule) {
        return engine.liveProducts().stream()
                .filter(p -> p.product().equals(rule.product()))
                .findFirst();
    }

    CheckValues values(Engine engine, LiveProduct product) throws UsageError {
        return ProductOptions.values(spec, engine, product);
    }

    /** Looks at this host, now. */
    Diagnosis look(Engine engine, List<UserFile> files, LiveProduct product)
            throws UsageError, IOException, BadRules, BadSetting {
        Duration timeout = live.timeout();
        LiveCheck check = engine.live(files, product.product(), values(engine, product), reading.options(), timeout);
        return InTime.diagnose(check, timeout);
    }

    /** What a rule finds, folded or suppressed as well, each trouble once. */
    static List<Finding> findings(Diagnosis diagnosis, String rule) {
        List<Finding> all = new ArrayList<>(diagnosis.findings());
        diagnosis.suppressed().stream().map(Suppressed::finding).forEach(all::add);
        Map<String, Finding> of = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Finding finding = all.get(i);
            all.addAll(finding.symptoms());
            if (finding.rule().equals(rule)) {
                of.putIfAbsent(finding.fingerprint(), finding);
            }
        }
        return List.copyOf(of.values());
    }

    /** Why a rule that finds nothing may be wrong about it; empty when it was able to decide. */
    static Optional<String> doubt(Diagnosis diagnosis, String rule) {
        Optional<String> open = diagnosis.open().stream()
                .filter(o -> o.rule().equals(rule))
                .findFirst()
                .map(o -> "it could not decide: it needs " + String.join(", ", o.missing()));
        Optional<String> unread = diagnosis.problems().stream()
                .filter(p -> p.incomplete())
                .findFirst()
                .map(p -> "not everything could be looked at: " + p.file() + ": " + p.reason());
        boolean looked = diagnosis.clean().stream().anyMatch(c -> c.rule().equals(rule));
        return open.or(() -> unread)
                .or(() -> looked ? Optional.empty() : Optional.of("there was nothing for it to look at"));
    }
}
