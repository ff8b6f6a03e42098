package dev.backupdoctor.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;

/** A command line that was run in this process, with what it left behind. */
record Run(int exit, String out, String err) {

    /** In a pipe, with an empty environment. */
    static Run of(Engine engine, String... args) {
        return on(Terminal.Target.PIPE, Map.of(), engine, args);
    }

    /** In a pipe, with this environment. */
    static Run in(Map<String, String> environment, Engine engine, String... args) {
        return on(Terminal.Target.PIPE, environment, engine, args);
    }

    /** On a screen with 72 columns. */
    static Run onScreen(Map<String, String> environment, Engine engine, String... args) {
        return on(Terminal.Target.SCREEN, environment, engine, args);
    }

    private static Run on(Terminal.Target target, Map<String, String> environment, Engine engine, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(InputStream.nullInputStream(), out, err, environment, target, () -> OptionalInt.of(72));
        int exit = Main.run(terminal, engine, args);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
