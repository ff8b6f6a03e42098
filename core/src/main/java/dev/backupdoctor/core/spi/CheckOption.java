package dev.backupdoctor.core.spi;

/**
 * An option that a product's live check has beside those of every check, such as where its logs lie.
 *
 * <p>Only a description: the core knows no command line. Every option takes a value and may be left out.
 *
 * @param name without dashes, lower case: {@code logdir}
 * @param label what stands for the value in the help: {@code DIR}
 * @param help one sentence with the default
 * @param path the value is a file or directory: relative ones are seen from where the command was started
 */
public record CheckOption(String name, String label, String help, boolean path) {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz-";

    public CheckOption {
        if (name.isEmpty() || !name.chars().allMatch(c -> LETTERS.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("'" + name + "' is no name of an option");
        }
    }

    /** An option whose value is a directory. */
    public static CheckOption directory(String name, String help) {
        return new CheckOption(name, "DIR", help, true);
    }
}
