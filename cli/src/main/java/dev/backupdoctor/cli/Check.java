package dev.backupdoctor.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code check}: how a product on this host is doing, now. */
@Command(
        name = "check",
        header = {
            "Says what is wrong with a product on this host, now. Changes nothing.",
            "",
            "Examples:",
            "  backup-doctor check PRODUCT --help",
            "  backup-doctor check PRODUCT --fail-on warning",
            "  backup-doctor check PRODUCT --format json --timeout '30 s'",
            ""
        })
final class Check implements Callable<Integer> {

    private final Engine engine;

    private Check(Engine engine) {
        this.engine = engine;
    }

    /** The command, with one below it for each product if the command line asks for it. */
    static CommandLine command(Terminal terminal, Engine engine, String... args) {
        CommandLine check = new CommandLine(new Check(engine));
        return ProductOptions.below(check, engine, args, new ProductOptions.Maker() {
            @Override
            public Object make(LiveProduct product) {
                return new CheckProduct(terminal, engine, product);
            }

            @Override
            public List<String> header(LiveProduct product) {
                return List.of(
                        "Says what is wrong with " + product.title() + " on this host, now. Changes nothing.",
                        "",
                        "Examples:",
                        "  backup-doctor check " + product.product(),
                        "  backup-doctor check " + product.product() + " --fail-on warning --timeout '30 s'",
                        "");
            }
        });
    }

    @Override
    public Integer call() throws UsageError {
        throw new UsageError("say what to check: " + ProductOptions.names(engine));
    }
}
