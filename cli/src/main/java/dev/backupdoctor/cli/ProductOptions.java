package dev.backupdoctor.cli;

import dev.backupdoctor.core.spi.CheckOption;
import dev.backupdoctor.core.spi.CheckValues;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a product as those of a command. */
final class ProductOptions {

    private ProductOptions() {}

    /**
     * A command for each product below one that takes a product, if the command line asks for it: nothing but its own
     * command needs to know what products there are.
     */
    static CommandLine below(CommandLine parent, Engine engine, String[] args, Maker maker) {
        if (List.of(args).contains(parent.getCommandName())) {
            for (LiveProduct product : engine.liveProducts()) {
                CommandLine command = new CommandLine(maker.make(product));
                CommandSpec spec = command.getCommandSpec().name(product.product());
                spec.usageMessage().header(maker.header(product).toArray(String[]::new));
                product.options().forEach(o -> spec.addOption(option(o)));
                parent.addSubcommand(product.product(), command);
            }
        }
        return parent;
    }

    /** The options of all products for a command that learns from its arguments which product is meant. */
    static CommandLine all(CommandLine command, Engine engine, String... args) {
        if (List.of(args).contains(command.getCommandName())) {
            CommandSpec spec = command.getCommandSpec();
            for (LiveProduct product : engine.liveProducts()) {
                // Two products may well have an option of one name.
                product.options().stream()
                        .filter(o -> spec.findOption("--" + o.name()) == null)
                        .forEach(o -> spec.addOption(option(o)));
            }
        }
        return command;
    }

    /** What was said to those of one product; nothing may have been said to those of others. */
    static CheckValues values(CommandSpec spec, Engine engine, LiveProduct product) throws UsageError {
        List<String> own = product.options().stream().map(CheckOption::name).toList();
        for (LiveProduct other : engine.liveProducts()) {
            for (CheckOption option : other.options()) {
                boolean said = spec.findOption("--" + option.name()).getValue() != null;
                if (said && !own.contains(option.name())) {
                    throw new UsageError("--" + option.name() + " is an option of " + other.product() + ", not of "
                            + product.product());
                }
            }
        }
        return values(spec, product);
    }

    /** Makes the command of a product. */
    interface Maker {

        Object make(LiveProduct product);

        /** What the help begins with. */
        List<String> header(LiveProduct product);
    }

    private static OptionSpec option(CheckOption option) {
        return OptionSpec.builder("--" + option.name())
                .paramLabel(option.label())
                .description(option.help())
                .type(String.class)
                .build();
    }

    /** What was said to them. */
    static CheckValues values(CommandSpec spec, LiveProduct product) throws UsageError {
        Map<String, String> given = new TreeMap<>();
        for (CheckOption option : product.options()) {
            String value = spec.findOption("--" + option.name()).getValue();
            if (value != null) {
                given.put(option.name(), option.path() ? absolute(option, value) : value);
            }
        }
        return CheckValues.of(given);
    }

    private static String absolute(CheckOption option, String value) throws UsageError {
        try {
            return Path.of(value).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            throw new UsageError("--" + option.name() + ": '" + value + "' cannot be a path");
        }
    }

    /** The products by name, for a command that was given none. */
    static String names(Engine engine) {
        List<String> names =
                engine.liveProducts().stream().map(LiveProduct::product).toList();
        return names.isEmpty() ? "no product here can be checked live" : String.join(", ", names);
    }
}
