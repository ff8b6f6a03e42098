package dev.backupdoctor.cli;

import dev.backupdoctor.core.collect.LiveCheck;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.spi.CheckValues;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code check PRODUCT}. */
@Command(
        footer = {
            "",
            "Times in logs that name no zone are in that of this host, and the present is now, unless --zone and",
            "--now say otherwise.",
            "",
            "Exit codes: 0 nothing at the threshold, 1 findings, 2 wrong usage or bad rule,",
            "3 something could not be looked at, 70 a bug of ours.",
            "With --format nagios 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN; with --format checkmk always 0."
        })
final class CheckProduct implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;
    private final LiveProduct product;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--since",
            paramLabel = "last-run",
            converter = OfSince.class,
            description = "last-run: leave out logs that have not changed since the last check. A log that has grown is"
                    + " read whole; nothing is called gone.")
    private @Nullable Since since;

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Mixin
    private RuleOptions rules = new RuleOptions();

    @Mixin
    private ScreenOptions screens = new ScreenOptions();

    /** From when on something is looked at. */
    enum Since {
        LAST_RUN
    }

    /** For {@code --since}. */
    static final class OfSince implements ITypeConverter<Since> {
        @Override
        public Since convert(String word) {
            if (!word.equals("last-run")) {
                throw new TypeConversionException("'" + word + "' is not known; known is last-run");
            }
            return Since.LAST_RUN;
        }
    }

    CheckProduct(Terminal terminal, Engine engine, LiveProduct product) {
        this.terminal = terminal;
        this.engine = engine;
        this.product = product;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules, BadSetting {
        Delivery delivery =
                new Delivery(terminal, reports, screens, reading.zoneHere(), Optional.of(product.product()));
        Duration timeout = live.timeout(reports.format());
        if (since != null && live.forgetful()) {
            throw new UsageError("--since and --no-state exclude each other");
        }
        CheckValues values = ProductOptions.values(spec, product);
        LiveCheck prepared =
                engine.live(rules.files(terminal, engine), product.product(), values, reading.options(), timeout);
        LiveCheck check = live.keeping(prepared, terminal);
        Diagnosis diagnosis = InTime.diagnose(since == Since.LAST_RUN ? check.sinceLast() : check, timeout);
        return delivery.deliver(diagnosis, reading.options().now().orElse(delivery.started()));
    }
}
