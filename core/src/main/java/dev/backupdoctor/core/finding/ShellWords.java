package dev.backupdoctor.core.finding;

import java.util.List;
import java.util.stream.Collectors;

/** An argument list as it would be typed: what a shell would take apart is quoted. */
public final class ShellWords {

    private static final String SAFE = "@%+=:,./-_";

    private ShellWords() {}

    /** The command line for a person to copy. Nothing is ever run from it. */
    public static String of(List<String> arguments) {
        return arguments.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    /** The same for a command that only reads, where {@code *} stands for the file names that fit. */
    public static String withStars(List<String> arguments) {
        return arguments.stream()
                .map(a -> quote(a.replace("*", "")).startsWith("'") ? quote(a) : a)
                .collect(Collectors.joining(" "));
    }

    private static String quote(String argument) {
        boolean safe = !argument.isEmpty()
                && argument.chars()
                        .allMatch(c -> SAFE.indexOf(c) >= 0
                                || (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9'));
        return safe ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
