package dev.backupdoctor.cli;

import dev.backupdoctor.core.collect.BundleWriter;
import dev.backupdoctor.core.collect.Collected;
import dev.backupdoctor.core.collect.LiveCheck;
import dev.backupdoctor.core.collect.Outcome;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.source.Deadline;
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.value.Display;
import dev.backupdoctor.core.value.Size;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code collect PRODUCT}. */
@Command(
        footer = {
            "",
            "Secrets are masked. Names of hosts, users and files are not.",
            "",
            "Exit codes: 0 all was collected, 2 wrong usage, 3 something could not be collected, 70 a bug of ours."
        })
final class CollectProduct implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;
    private final LiveProduct product;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--save",
            paramLabel = "FILE",
            required = true,
            description = "File to write, a tar.gz that only its owner may read. It must not be there yet.")
    private Path file = Path.of("");

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    CollectProduct(Terminal terminal, Engine engine, LiveProduct product) {
        this.terminal = terminal;
        this.engine = engine;
        this.product = product;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules, BadSetting {
        CheckValues values = ProductOptions.values(spec, product);
        Duration timeout = live.timeout();
        if (Files.exists(file)) {
            throw new UsageError("--save: " + file + " is there already");
        }
        LiveCheck prepared = engine.live(List.of(), product.product(), values, reading.options(), timeout);
        LiveCheck check = live.keeping(prepared, terminal);
        Deadline deadline = Deadline.in(timeout);
        Collected collected = check.collect(LiveCheck.deadline(timeout));
        try {
            BundleWriter.write(file, Main.version(), collected, deadline);
        } catch (FileAlreadyExistsException e) {
            throw new UsageError("--save: " + file + " is there already");
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + Reason.of(e), e);
        }
        terminal.print(out -> print(collected, out));
        return collected.problems().stream().anyMatch(p -> p.incomplete()) ? ExitCode.UNCHECKED : ExitCode.CLEAN;
    }

    private void print(Collected collected, Writer out) throws IOException {
        Display display = new Display(reading.zoneHere());
        for (Outcome outcome : collected.outcomes()) {
            String what = outcome.sources()
                    + (outcome.sources() == 1 ? " source, " : " sources, ")
                    + display.show(new Size(outcome.bytes()));
            String state = outcome.state() == Outcome.State.DONE
                    ? what
                    : outcome.state().name().toLowerCase(Locale.ROOT) + " (" + what + "): " + outcome.reason();
            out.write(Complaint.safe(outcome.collector() + ": " + state) + "\n");
        }
        out.write(Complaint.safe("saved in " + file) + "\n");
    }
}
