package dev.backupdoctor.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code collect}: what a check looks at, in one file. */
@Command(
        name = "collect",
        header = {
            "Saves what a check looks at, to be analysed elsewhere with the same findings.",
            "",
            "Examples:",
            "  backup-doctor collect PRODUCT --save incident.tar.gz",
            "  backup-doctor analyze incident.tar.gz              on any machine",
            ""
        })
final class Collect implements Callable<Integer> {

    private final Engine engine;

    private Collect(Engine engine) {
        this.engine = engine;
    }

    /** The command, with one below it for each product if the command line asks for it. */
    static CommandLine command(Terminal terminal, Engine engine, String... args) {
        CommandLine collect = new CommandLine(new Collect(engine));
        return ProductOptions.below(collect, engine, args, new ProductOptions.Maker() {
            @Override
            public Object make(LiveProduct product) {
                return new CollectProduct(terminal, engine, product);
            }

            @Override
            public List<String> header(LiveProduct product) {
                return List.of(
                        "Saves what a check of " + product.title() + " looks at, to be analysed elsewhere.",
                        "",
                        "Examples:",
                        "  backup-doctor collect " + product.product() + " --save incident.tar.gz",
                        "  backup-doctor analyze incident.tar.gz",
                        "");
            }
        });
    }

    @Override
    public Integer call() throws UsageError {
        throw new UsageError("say what to collect from: " + ProductOptions.names(engine));
    }
}
