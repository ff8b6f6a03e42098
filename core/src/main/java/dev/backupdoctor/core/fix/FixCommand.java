package dev.backupdoctor.core.fix;

import dev.backupdoctor.core.collect.Programs;
import dev.backupdoctor.core.source.Secrets;
import dev.backupdoctor.core.value.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the commands of fixes: argument lists, no shell, nothing of the user's environment, and no limit of time. */
final class FixCommand {

    private static final int OTHERS_WRITE = 0002;
    private static final int KEPT = 8 * 1024;

    private FixCommand() {}

    /** What came of a command: its exit code, and the end of what it printed. */
    record Outcome(int exit, String output) {}

    /** The program's file. */
    static Path find(String name) throws FixException, IOException {
        if (name.isEmpty() || name.startsWith("-")) {
            throw new FixException("'" + name + "' is no name of a program");
        }
        List<Path> places = new ArrayList<>();
        try {
            if (name.startsWith("/")) {
                places.add(Path.of(name));
            } else if (!name.contains("/")) {
                for (String directory : Programs.DIRECTORIES) {
                    places.add(Path.of(directory, name));
                }
            }
        } catch (InvalidPathException e) {
            throw new FixException("'" + Utf8.decode(name) + "' is no name of a program", e);
        }
        Optional<Path> found = places.stream()
                .filter(p -> Files.isRegularFile(p) && Files.isExecutable(p))
                .findFirst();
        if (found.isEmpty()) {
            throw new FixException("there is no program " + name + " in " + String.join(":", Programs.DIRECTORIES));
        }
        Path real = found.get().toRealPath();
        int mode = (Integer) Files.getAttribute(real, "unix:mode");
        if ((mode & OTHERS_WRITE) != 0) {
            throw new FixException(real + " can be changed by anybody; it is not run");
        }
        return found.get();
    }

    /** Runs a command to its end. */
    static Outcome run(List<String> arguments) throws FixException, IOException, InterruptedException {
        List<String> command = new ArrayList<>(arguments);
        command.set(0, find(arguments.get(0)).toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("HOME", "USER", "LOGNAME", "TZ"));
        environment.put("PATH", String.join(":", Programs.DIRECTORIES));
        environment.put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try (InputStream printed = process.getInputStream()) {
            String end = end(printed);
            return new Outcome(process.waitFor(), end);
        } finally {
            process.destroy();
        }
    }

    /** The last bytes, readable. */
    private static String end(InputStream printed) throws IOException {
        byte[] buffer = new byte[KEPT];
        String end = "";
        for (int count = printed.read(buffer); count >= 0; count = printed.read(buffer)) {
            end += new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
            end = end.substring(Math.max(0, end.length() - KEPT));
        }
        StringBuilder readable = new StringBuilder();
        Secrets.masked(end)
                .lines()
                .forEach(line -> readable.append(Utf8.decode(line)).append('\n'));
        return readable.toString();
    }
}
