package dev.backupdoctor.core.collect;

import dev.backupdoctor.core.value.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs: found on a fixed PATH, with arguments that no shell sees, in an environment of their own, and never
 * longer or louder than allowed.
 */
public final class Programs {

    /** Where programs are looked for, whatever the caller's PATH says. */
    public static final List<String> DIRECTORIES =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private static final int COMPLAINT_BYTES = 4096;
    private static final Duration AFTER_ITS_END = Duration.ofSeconds(1);

    private Programs() {}

    /**
     * What a program said.
     *
     * @param out its output, one char per byte, at most as long as allowed
     * @param cut true when there was more
     * @param complaint the last line that it wrote to standard error; may be empty
     */
    public record Said(int exit, String out, boolean cut, String complaint) {}

    /** The program of this name, if it is installed. */
    public static Optional<Path> find(String name) {
        return DIRECTORIES.stream()
                .map(d -> Path.of(d, name))
                .filter(p -> Files.isRegularFile(p) && Files.isExecutable(p))
                .findFirst();
    }

    /**
     * Runs a program to its end.
     *
     * @param arguments its name without directory, and what it is given
     * @throws IOException when it is not installed, cannot be started, or takes longer than {@code time}
     * @throws InterruptedException when the thread is interrupted; the program is ended before
     */
    public static Said run(List<String> arguments, Duration time, long maxBytes)
            throws IOException, InterruptedException {
        String name = arguments.get(0);
        Path program = find(name).orElseThrow(() -> new IOException("there is no program '" + name + "' on this host"));
        List<String> command = new ArrayList<>(arguments);
        command.set(0, program.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        environment(builder.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            Reader out = new Reader(process.getInputStream(), maxBytes, true);
            Reader err = new Reader(process.getErrorStream(), COMPLAINT_BYTES, false);
            out.start();
            err.start();
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("'" + name + "' took longer than " + shown(time) + " and was ended");
            }
            // A grandchild may still hold the pipe.
            out.join(AFTER_ITS_END.toMillis());
            err.join(AFTER_ITS_END.toMillis());
            return new Said(process.exitValue(), out.text(), out.isCut(), lastLine(err.text()));
        } finally {
            end(process);
        }
    }

    private static void environment(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "/");
        environment.clear();
        environment.put("PATH", String.join(":", DIRECTORIES));
        environment.put("HOME", home);
        environment.put("LC_ALL", "C");
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String lastLine(String text) {
        String[] lines = text.strip().split("\n", -1);
        return Utf8.decode(lines[lines.length - 1].strip());
    }

    static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** Empties a pipe; keeps the first bytes of it, or the last. */
    private static final class Reader extends Thread {

        private final InputStream in;
        private final long maxBytes;
        private final boolean first;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private boolean cut;

        Reader(InputStream in, long maxBytes, boolean first) {
            super("program output");
            this.in = in;
            this.maxBytes = maxBytes;
            this.first = first;
            setDaemon(true);
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8192];
            try {
                for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                    keep(buffer, got);
                }
            } catch (IOException ended) {
                // The pipe of a program that was ended: what came before is all there is.
                keep(buffer, 0);
            }
        }

        private synchronized void keep(byte[] buffer, int length) {
            if (!first && kept.size() + length > maxBytes) {
                kept.reset();
            }
            int room = (int) Math.min(length, Math.max(0, maxBytes - kept.size()));
            kept.write(buffer, 0, room);
            cut |= room < length;
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.ISO_8859_1);
        }

        synchronized boolean isCut() {
            return cut;
        }
    }
}
