package dev.backupdoctor.nbd.tool;

import dev.backupdoctor.nbd.NbdException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One program and how it is started. */
final class Tool {
    /** Where programs may lie; a writable directory on the PATH of root must not decide what runs. */
    private static final List<Path> DIRECTORIES = List.of(
            Path.of("/usr/local/sbin"),
            Path.of("/usr/local/bin"),
            Path.of("/usr/sbin"),
            Path.of("/usr/bin"),
            Path.of("/sbin"),
            Path.of("/bin"));

    private static final int MAX_ERROR_CHARS = 2000;
    private static final int KILL_AFTER_SECONDS = 10;

    private final String name;
    private final Path program;

    private Tool(String name, Path program) {
        this.name = name;
        this.program = program;
    }

    /** Finds a program. */
    static Tool find(String name) throws NbdException {
        return where(name)
                .map(program -> new Tool(name, program))
                .orElseThrow(
                        () -> new NbdException(
                                "cannot run " + name
                                        + ": it is in none of /usr/local/bin, /usr/bin and their like; install the package that has it"));
    }

    static Optional<Path> where(String name) {
        return DIRECTORIES.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * How a program ended.
     *
     * @param out what it wrote to stdout
     * @param errors what it wrote to stderr, without end of line
     */
    record Outcome(int exit, String out, String errors) {}

    /** Runs the program to its end, which an interrupt brings about early. */
    Outcome run(List<String> arguments) throws NbdException {
        Process process = start(builder(arguments));
        try {
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String out = text(process.getInputStream());
            int exit = process.waitFor();
            return new Outcome(exit, out, shorten(errors.get()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NbdException(name + " was interrupted", e);
        } catch (UncheckedIOException | ExecutionException e) {
            throw new NbdException("cannot read what " + name + " says: " + e.getMessage(), e);
        } finally {
            end(process);
        }
    }

    /** Runs the program and gives what it wrote to stdout; anything but exit 0 is a failure. */
    String output(List<String> arguments) throws NbdException {
        Outcome outcome = run(arguments);
        if (outcome.exit() != 0) {
            throw failed(arguments, outcome);
        }
        return outcome.out();
    }

    /** What to throw for a run that did not do its work. */
    NbdException failed(List<String> arguments, Outcome outcome) {
        String words = outcome.errors().isEmpty() ? "it gave no reason" : outcome.errors();
        return new NbdException(
                name + " " + String.join(" ", arguments) + " failed with exit " + outcome.exit() + ": " + words);
    }

    /** The process with its environment, not yet started; its input is empty. */
    ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        // Messages are quoted and looked up: in one language, whatever the user's is.
        environment.put("LC_ALL", "C.UTF-8");
        return builder;
    }

    Process start(ProcessBuilder builder) throws NbdException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new NbdException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /** Ends a process, politely first; returns when it is gone. */
    static void end(Process process) {
        process.destroy();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                if (!process.waitFor(KILL_AFTER_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                // It is to end now, but not to be left behind.
                interrupted = true;
                process.destroyForcibly();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The value, when it cannot be taken for an option.
     *
     * @throws NbdException when it begins with {@code -}
     */
    static String value(String what, String value) throws NbdException {
        if (value.startsWith("-")) {
            throw new NbdException(what + " " + value + " refused: it begins with - and could be read as an option");
        }
        return value;
    }

    /** A file as argument: absolute, so that it is neither an option nor a protocol of qemu such as {@code nbd:}. */
    static String file(Path file) {
        return file.toAbsolutePath().toString();
    }

    /** The end of what a program said, which is where the reason stands. */
    static String shorten(String text) {
        String stripped = text.strip();
        return stripped.length() <= MAX_ERROR_CHARS
                ? stripped
                : "… " + stripped.substring(stripped.length() - MAX_ERROR_CHARS);
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
