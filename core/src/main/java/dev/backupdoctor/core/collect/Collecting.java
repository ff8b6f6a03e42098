package dev.backupdoctor.core.collect;

import dev.backupdoctor.core.source.Deadline;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.source.Taken;
import dev.backupdoctor.core.spi.Collector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the collectors of a product at the same time, each within its bounds and all within one time. */
public final class Collecting {

    /** Before names of what was said, so that the order of names is the same in a bundle. */
    static final String SAID = "said/";

    /** So that a program which is too slow is told of by who ends it. */
    private static final Duration GRACE = Duration.ofMillis(300);

    private final Circumstances when;
    private final Deadline deadline;
    private final boolean root;

    /** What one collector brought. */
    private record Brought(List<Taken> taken, Outcome outcome) {}

    private Collecting(Circumstances when, Deadline deadline) {
        this.when = when;
        this.deadline = deadline;
        this.root = isRoot();
    }

    /**
     * Runs them all. Whatever fails is an outcome, and the rest goes on.
     *
     * @throws InterruptedException when the thread is interrupted; what was begun is ended
     */
    public static Collected run(Circumstances when, List<Collector> collectors, Deadline deadline)
            throws InterruptedException {
        return new Collecting(when, deadline).run(collectors);
    }

    private Collected run(List<Collector> collectors) throws InterruptedException {
        List<Taken> taken = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, collectors.size()), run -> {
            // Reading from a dead network file system cannot be interrupted: the program must be able to end.
            Thread thread = new Thread(run, "collector");
            thread.setDaemon(true);
            return thread;
        });
        try {
            long began = System.nanoTime();
            Map<Collector, Future<Brought>> running = new LinkedHashMap<>();
            for (Collector collector : collectors) {
                Callable<Brought> one = () -> collect(collector);
                running.put(collector, threads.submit(one));
            }
            for (Map.Entry<Collector, Future<Brought>> one : running.entrySet()) {
                Brought brought = await(one.getKey(), one.getValue(), began);
                taken.addAll(brought.taken());
                outcomes.add(brought.outcome());
            }
        } finally {
            threads.shutdownNow();
        }
        return new Collected(when, distinct(taken), outcomes);
    }

    private Brought await(Collector collector, Future<Brought> running, long began) throws InterruptedException {
        Duration since = Duration.ofNanos(System.nanoTime() - began);
        Duration own = collector.bounds().time().plus(GRACE).minus(since);
        Duration left = deadline.leftWithin(own.isNegative() ? Duration.ZERO : own);
        try {
            return running.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            String reason = deadline.isOver()
                    ? "not ready when the time for the check was over"
                    : "took longer than " + Programs.shown(collector.bounds().time());
            return failed(collector, reason, Duration.ofNanos(System.nanoTime() - began));
        } catch (ExecutionException e) {
            throw new IllegalStateException("collector " + collector.name() + " failed in a way it must not", e);
        }
    }

    private Brought collect(Collector collector) throws InterruptedException {
        long began = System.nanoTime();
        if (collector.needs().root() && !root) {
            return failed(collector, "needs root: run it with sudo", Duration.ZERO);
        }
        try {
            Collector.Way way = collector.way();
            long maxBytes = collector.bounds().sizeBytes();
            if (way instanceof Collector.Files files) {
                FileSearch.Result found = FileSearch.find(files, maxBytes);
                return new Brought(
                        found.taken(), outcome(collector, found.state(), found.reason(), found.taken(), began));
            } else if (way instanceof Collector.Command command) {
                return command(collector, command, began);
            }
            Collector.Call call = (Collector.Call) way;
            String answer = new String(call.answer().get(), StandardCharsets.ISO_8859_1);
            return said(collector, call.fileName(), answer, answer.length() > maxBytes, began);
        } catch (IOException e) {
            String service = collector.needs().service();
            String hint = service.isEmpty() ? "" : "; it needs " + service;
            return failed(collector, e.getMessage() + hint, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private Brought command(Collector collector, Collector.Command command, long began)
            throws IOException, InterruptedException {
        Programs.Said said = Programs.run(
                command.arguments(),
                deadline.leftWithin(collector.bounds().time()),
                collector.bounds().sizeBytes());
        if (!command.success().contains(said.exit())) {
            String complaint = said.complaint().isEmpty() ? "" : ": " + said.complaint();
            throw new IOException(
                    "'" + String.join(" ", command.arguments()) + "' ended with code " + said.exit() + complaint);
        }
        return said(collector, command.fileName(), said.out(), said.cut(), began);
    }

    private Brought said(Collector collector, String fileName, String text, boolean cut, long began) {
        if (cut) {
            // Half an answer reads like a whole one.
            String reason = "said more than " + (collector.bounds().sizeBytes() >> 10) + " KiB: not read";
            return failed(collector, reason, Duration.ofNanos(System.nanoTime() - began));
        }
        String name = SAID + collector.name() + "/" + fileName;
        List<Taken> taken = List.of(new Taken.OfText(new Source(name, fileName, Optional.of(when.at())), text));
        return new Brought(taken, outcome(collector, Outcome.State.DONE, "", taken, began));
    }

    private static Outcome outcome(
            Collector collector, Outcome.State state, String reason, List<Taken> taken, long began) {
        return new Outcome(
                collector.name(),
                new TreeSet<>(collector.formats()),
                state,
                reason,
                taken.size(),
                taken.stream().mapToLong(Taken::bytes).sum(),
                Duration.ofNanos(System.nanoTime() - began));
    }

    private static Brought failed(Collector collector, String reason, Duration took) {
        return new Brought(List.of(), Outcome.failed(collector.name(), collector.formats(), reason, took));
    }

    /** A file that two collectors found is read once. */
    private static List<Taken> distinct(List<Taken> taken) {
        Map<String, Taken> byName = new LinkedHashMap<>();
        taken.forEach(t -> byName.putIfAbsent(t.name(), t));
        return List.copyOf(byName.values());
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException noLinux) {
            return false;
        }
    }
}
