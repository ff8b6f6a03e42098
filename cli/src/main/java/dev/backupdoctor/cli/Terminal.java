package dev.backupdoctor.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where a command's text comes from and goes to. What is not shown on a screen does not depend on the environment.
 *
 * @param target what standard output is connected to
 * @param columns width of the screen, asked for when it is needed
 */
record Terminal(
        InputStream in,
        OutputStream out,
        OutputStream err,
        Map<String, String> environment,
        Target target,
        Supplier<OptionalInt> columns) {

    /** What standard output is connected to. */
    enum Target {
        SCREEN,
        PIPE,
        FILE
    }

    private static final int DEFAULT_WIDTH = 100;

    /** The process's own. */
    static Terminal system() {
        return new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.getenv(),
                systemTarget(),
                Terminal::sttyColumns);
    }

    /** For warnings and complaints, in UTF-8. */
    PrintWriter errors() {
        return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    }

    /** Writes text. */
    interface Body {
        void write(Writer out) throws IOException;
    }

    /**
     * Prints to standard output, in UTF-8 whatever the locale. The reader of a pipe that has seen enough, such as
     * {@code head}, ends it without a word.
     */
    void print(Body body) throws IOException {
        try {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            body.write(writer);
            writer.flush();
        } catch (IOException e) {
            // With a pipe it is always that; the system's message is no help, since it is in the user's language.
            if (target != Target.PIPE) {
                throw new IOException("cannot write to standard output: " + e.getMessage(), e);
            }
        }
    }

    /** Unless told otherwise: colour on a screen that can show it, and whose user has not asked for none. */
    boolean colour() {
        return onScreen()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** False on a screen whose locale is not UTF-8. */
    boolean unicode() {
        if (!onScreen()) {
            return true;
        }
        for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            String locale = environment.getOrDefault(name, "").toLowerCase(Locale.ROOT);
            if (!locale.isEmpty()) {
                return locale.contains("utf-8") || locale.contains("utf8");
            }
        }
        return false;
    }

    int width() {
        if (!onScreen()) {
            return DEFAULT_WIDTH;
        }
        OptionalInt told = number(environment.getOrDefault("COLUMNS", ""));
        return told.isPresent() ? told.getAsInt() : columns.get().orElse(DEFAULT_WIDTH);
    }

    private boolean onScreen() {
        return target == Target.SCREEN;
    }

    /**
     * Asked of Linux, because {@code System.console()} would also want a keyboard, which {@code ... | backup-doctor
     * analyze -} has not.
     */
    private static Target systemTarget() {
        try {
            String out = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            if (out.startsWith("/dev/pts/") || out.startsWith("/dev/tty") || out.equals("/dev/console")) {
                return Target.SCREEN;
            }
            return out.startsWith("pipe:") || out.startsWith("socket:") ? Target.PIPE : Target.FILE;
        } catch (IOException | UnsupportedOperationException noProc) {
            return Target.FILE;
        }
    }

    /** A process costs some milliseconds; the shell knows the width, but does not export it. */
    private static OptionalInt sttyColumns() {
        try {
            Process stty = new ProcessBuilder("/bin/stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return OptionalInt.empty();
            }
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return number(size.substring(size.indexOf(' ') + 1));
        } catch (IOException noStty) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    private static OptionalInt number(String text) {
        boolean digits = !text.isEmpty() && text.length() < 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        // A serial line says 0: it does not know.
        return digits && !text.equals("0") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
