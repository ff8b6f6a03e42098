import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes what scan.sh reads: a log, texts to search for, and rules that search for the same texts.
 *
 * <pre>java ScanInput.java DIRECTORY MIB TEXTS</pre>
 *
 * Always the same for the same arguments. One line in 20,000 holds one of the texts; all others are made of the same
 * words, so that a search meets parts of the texts all the time.
 */
public final class ScanInput {

    private static final String[] VERBS = {"read", "write", "open", "close", "check", "report", "advance", "schedule"};
    private static final String[] NOUNS = {
        "backup", "task", "log", "stream", "tenant", "checkpoint", "piece", "destination", "macro", "block", "tablet",
        "snapshot", "server", "lease", "archive", "round", "set", "file", "member", "replica"
    };
    private static final String[] MODULES = {"STORAGE", "SQL", "RS", "PALF", "CLOG", "SERVER", "SHARE", "RPC.FRAME"};

    private final SplittableRandom random = new SplittableRandom(20261120);
    private final StringBuilder text = new StringBuilder(1 << 16);
    private long micros = 1_795_000_000_000_000L;

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        long bytes = Long.parseLong(args[1]) << 20;
        List<String> texts = texts(Integer.parseInt(args[2]));
        Path rules = Files.createDirectories(directory.resolve("rules-" + texts.size()));
        Files.write(directory.resolve("texts-" + texts.size() + ".txt"), texts);
        writeRules(rules, texts);
        Path log = directory.resolve("bench-" + args[1] + "-" + texts.size() + ".log");
        if (!Files.exists(log)) {
            new ScanInput().writeLog(log, bytes, texts);
        }
    }

    /** No text stands in another one. */
    private static List<String> texts(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; texts.size() < count; i++) {
            texts.add(
                    i % 3 == 0
                            ? "(ret=-9%03d, ".formatted(i / 3 % 1000)
                            : "cannot %s %s %s after %d tries"
                                    .formatted(
                                            VERBS[i % VERBS.length],
                                            NOUNS[i / 8 % NOUNS.length],
                                            NOUNS[i * 7 % NOUNS.length],
                                            i));
        }
        return texts;
    }

    private static void writeRules(Path directory, List<String> texts) throws IOException {
        StringBuilder format = new StringBuilder("format oceanbase-bench \"Log of the benchmark\"\n\nfiles \"bench-{_}.log\"\n");
        for (int i = 0; i < texts.size(); i++) {
            format.append("event oceanbase.bench_%d\n  line \"{_}%s{_}\"\n".formatted(i, texts.get(i)));
            Files.writeString(
                    directory.resolve("oceanbase-bench-t" + i + ".rule"),
                    """
                    rule oceanbase-bench-t%1$d "Text %1$d"

                    severity    info
                    for-each    source in oceanbase.bench_%1$d as all lines
                    say         "{lines.count} lines"

                    example "two lines" finds
                      given oceanbase-bench "bench-a.log" ""\"
                    one %2$sand more
                    another %2$sand more
                    ""\"
                      expect lines.count == 2
                    example "another line" finds nothing
                      given oceanbase-bench "bench-a.log" ""\"
                    no such text
                    ""\"
                    """
                            .formatted(i, texts.get(i)));
        }
        Files.writeString(directory.resolve("oceanbase-bench.format"), format);
    }

    private void writeLog(Path log, long bytes, List<String> texts) throws IOException {
        long written = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(log), 1 << 20)) {
            while (written < bytes) {
                text.setLength(0);
                line(texts);
                byte[] line = text.toString().getBytes(StandardCharsets.ISO_8859_1);
                out.write(line);
                written += line.length;
            }
        }
    }

    private void line(List<String> texts) {
        micros += random.nextInt(3000);
        int level = random.nextInt(100);
        long second = micros / 1_000_000 % 86_400;
        text.append("[2026-11-20 %02d:%02d:%02d.%06d".formatted(second / 3600, second / 60 % 60, second % 60, micros % 1_000_000));
        text.append("] ").append(level < 80 ? "INFO " : level < 90 ? "WDIAG" : level < 96 ? "TRACE" : "WARN ");
        text.append(" [").append(pick(MODULES)).append("] ").append(pick(VERBS)).append('_').append(pick(NOUNS));
        text.append(" (ob_").append(pick(NOUNS)).append(".cpp:").append(random.nextInt(2000)).append(") [");
        text.append(random.nextInt(60_000)).append("][T1_").append(pick(NOUNS)).append("][T1002][Y");
        text.append(Long.toHexString(random.nextLong()).toUpperCase(java.util.Locale.ROOT)).append("-0-0] [lt=");
        text.append(random.nextInt(200)).append("] ").append(pick(VERBS)).append(' ').append(pick(NOUNS)).append(' ');
        text.append(pick(NOUNS));
        if (random.nextInt(20_000) == 0) {
            text.append(' ').append(texts.get(random.nextInt(texts.size())));
        }
        text.append(level > 95 ? "(ret=-4023, " : "(ret=0, ");
        for (int i = random.nextInt(10) == 0 ? 40 : 10; i > 0; i--) {
            text.append(pick(NOUNS)).append("_id:").append(random.nextInt(1 << 30)).append(", ");
        }
        text.append("end)\n");
    }

    private String pick(String[] words) {
        return words[random.nextInt(words.length)];
    }
}
