package dev.backupdoctor.amanda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A year of nightly runs whose estimates take longer and longer: from 30 % of the limit on the first day to 102 % on
 * the last one, give or take.
 *
 * @param site directory with {@code conf}, {@code log} and {@code debug}
 */
record AmandaYear(Path site, long seed) {

    static final LocalDate FIRST = LocalDate.of(2025, 11, 20);
    static final int DAYS = 365;

    private static final String HOST = "files.example.org";
    private static final int ETIMEOUT = 300;
    private static final int ESTIMATES = 4;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
    private static final DateTimeFormatter HEAD =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss.nnnnnnnnn yyyy", Locale.ROOT);
    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT);

    /** Configuration and empty directories. */
    static AmandaYear in(Path site, long seed) throws IOException {
        Files.createDirectories(site.resolve("conf/nightly"));
        Files.createDirectories(site.resolve("log"));
        Files.createDirectories(site.resolve("debug/client/nightly"));
        Files.writeString(site.resolve("conf/nightly/amanda.conf"), """
                org "nightly"
                logdir "%s"
                etimeout %d
                """.formatted(site.resolve("log"), ETIMEOUT));
        return new AmandaYear(site, seed);
    }

    /** How long the estimates of a night take, as a share of what the server waits. */
    double used(int day) {
        double noise = new SplittableRandom(seed + day).nextDouble() * 0.08 - 0.04;
        return 0.30 + 0.72 * day / (DAYS - 1) + noise;
    }

    /** The first night on which the limit is not enough. */
    int limitReached() {
        for (int day = 0; day < DAYS; day++) {
            if (used(day) > 1) {
                return day;
            }
        }
        return DAYS;
    }

    static LocalDateTime start(int day) {
        return FIRST.plusDays(day).atTime(3, 0, 1);
    }

    /** Writes what a night leaves behind. */
    void night(int day) throws IOException {
        LocalDateTime start = start(day);
        long took = Math.round(used(day) * ETIMEOUT * ESTIMATES);
        String stamp = STAMP.format(start);
        Files.writeString(site.resolve("debug/client/nightly/sendsize." + stamp + ".debug"), sendsize(start, took));
        Files.writeString(site.resolve("log/log." + stamp + ".0"), log(stamp, took));
    }

    /** Removes what Amanda removes after some days. */
    void forget(int day) throws IOException {
        String stamp = STAMP.format(start(day));
        Files.deleteIfExists(site.resolve("debug/client/nightly/sendsize." + stamp + ".debug"));
        Files.deleteIfExists(site.resolve("log/log." + stamp + ".0"));
    }

    private static String sendsize(LocalDateTime start, long took) {
        StringBuilder out = new StringBuilder();
        line(out, start, "pid 7 ruid 34 euid 34 version 3.5.1: start at " + PLAIN.format(start));
        line(
                out,
                start,
                "Spawning \"/usr/lib/amanda/runtar runtar nightly /bin/tar --listed-incremental"
                        + " /var/lib/amanda/gnutar-lists/" + HOST + "_home_0.new .\" in pipeline");
        long home = took * 7 / 10;
        LocalDateTime at = start;
        long[] parts = {home / 2, home - home / 2, (took - home) / 2, took - home - (took - home) / 2};
        String[] names = {"/home level 0", "/home level 1", "/srv level 0", "/srv level 1"};
        for (int i = 0; i < ESTIMATES; i++) {
            at = at.plus(Duration.ofSeconds(parts[i]));
            line(out, at, "estimate time for " + names[i] + ": " + parts[i] + ".000");
            line(out, at, "estimate size for " + names[i] + ": " + (100_000 + i) + " KB");
        }
        line(out, at, "pid 7 finish time " + PLAIN.format(at));
        return out.toString();
    }

    private static void line(StringBuilder out, LocalDateTime at, String text) {
        out.append(HEAD.format(at))
                .append(": pid 7: thd-0x5596a7954c00: sendsize: ")
                .append(text)
                .append('\n');
    }

    private static String log(String stamp, long took) {
        return """
                INFO amdump amdump pid 13771
                START planner date STAMP
                DISK planner HOST /home
                DISK planner HOST /srv
                START driver date STAMP
                STATS driver hostname backup01
                FINISH planner date STAMP time TOOK.163
                SUCCESS dumper HOST /home STAMP 1 0de8cf7b:143360 9bbe0c5b:52067 [sec 1.060 kb 50 kps 47.1 orig-kb 140]
                SUCCESS dumper HOST /srv STAMP 1 0de8cf7b:143360 9bbe0c5b:52067 [sec 1.060 kb 50 kps 47.1 orig-kb 140]
                FINISH driver date STAMP time TOOK.757
                INFO amdump pid-done 13771
                """.replace("STAMP", stamp).replace("HOST", HOST).replace("TOOK", String.valueOf(took));
    }
}
