package dev.backupdoctor.core.engine;

import java.util.List;
import java.util.stream.Collectors;

/** A command as text that a person can paste into a shell. */
public final class CommandText {

    private static final String PLAIN = "[A-Za-z0-9_./:=,@%+*-]+";

    private CommandText() {}

    public static String of(List<String> arguments) {
        return arguments.stream()
                .map(a -> a.matches(PLAIN) ? a : "'" + a.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
