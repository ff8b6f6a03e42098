package dev.backupdoctor.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {

    @TempDir
    private Path directory;

    @Test
    void keepsWhatWasMeasuredInTheOrderOfTime() throws IOException {
        State state = state();

        state.remember("a", Run.diagnosis(List.of(Run.metric("web01", 2, Run.DAY.plusSeconds(86_400)))), Run.DAY);
        state.remember("a", Run.diagnosis(List.of(Run.metric("web01", 1, Run.DAY))), Run.DAY);
        state.remember("b", Run.diagnosis(List.of(Run.metric("web01", 3, Run.DAY))), Run.DAY);

        assertThat(state.history("a")).isEqualTo("""
                2026-11 2026-11-20T02:00:00.000Z acme_took host=web01 1
                2026-11 2026-11-21T02:00:00.000Z acme_took host=web01 2
                """);
        assertThat(state.history("c")).isEmpty();
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        state().remember("a", Run.check(1), Run.DAY);

        assertThat(mode(directory.resolve("state"))).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("state/state.mv"))).isEqualTo("rw-------");
    }

    @Test
    void lookingChangesNothing() throws IOException {
        assertThat(state().history("a")).isEmpty();
        assertThat(directory.resolve("state")).doesNotExist();

        state().remember("a", Run.check(1), Run.DAY);
        byte[] before = Files.readAllBytes(directory.resolve("state/state.mv"));
        state().history("a");
        assertThat(directory.resolve("state/state.mv")).hasBinaryContent(before);
    }

    @Test
    void twoAtOnceWaitForEachOtherAndLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String host = "host" + t;
            running.add(threads.submit(() -> {
                for (int i = 0; i < 25; i++) {
                    Instant at = Run.DAY.plusSeconds(i);
                    state().remember(Run.SCOPE, Run.diagnosis(List.of(Run.metric(host, i, at))), at);
                }
                return host;
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();

        assertThat(state().history(Run.SCOPE).lines()).hasSize(100);
    }

    @Test
    void givesUpWhenAnotherRunDoesNotCloseIt() throws IOException {
        state().remember("a", Run.check(1), Run.DAY);
        try (Store other = Store.toWrite(directory.resolve("state"), Duration.ZERO)) {
            other.map("held");
            State state = new State(directory.resolve("state"), Duration.ofMillis(200));

            assertThatThrownBy(() -> state.remember("a", Run.check(2), Run.DAY))
                    .isInstanceOf(StateException.class)
                    .hasMessageStartingWith("another run has ")
                    .hasMessageEndingWith(" open, and did not close it in time");
            assertThatThrownBy(() -> state.history("a")).isInstanceOf(StateException.class);
        }
        assertThat(state().history("a")).contains("host=host0 1\n").doesNotContain(" 2\n");
    }

    @Test
    void whatIsNoStoreIsLeftAloneAndNamed() throws IOException {
        Path file = Files.createDirectory(directory.resolve("state")).resolve("state.mv");
        Files.writeString(file, "something else\n".repeat(1000));

        assertThatThrownBy(() -> state().remember("a", Run.check(1), Run.DAY))
                .isInstanceOf(StateException.class)
                .hasMessage(file + " is damaged or was not made by this program; move it away to begin anew");
        assertThat(file).hasContent("something else\n".repeat(1000));
    }

    @Test
    void aNewerVersionIsRefused() throws IOException {
        try (Store store = Store.toWrite(directory.resolve("state"), Duration.ZERO)) {
            store.map("about").put("version", "2");
            store.save(directory.resolve("state"));
        }

        assertThatThrownBy(() -> state().history("a"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("is of version 2, and this program knows 1");
        assertThatThrownBy(() -> state().remember("a", Run.check(1), Run.DAY)).isInstanceOf(StateException.class);
    }

    @Test
    void keepsWhatCameLastWhateverItsTime() throws IOException {
        try (Store store = Store.toWrite(directory.resolve("state"), Duration.ZERO)) {
            KeptMetrics metrics = new KeptMetrics(store, "a", 3);
            metrics.add(List.of(Run.metric("web01", 1, Instant.parse("2036-01-01T00:00:00Z"))), Run.DAY);
            for (int i = 2; i <= 4; i++) {
                metrics.add(List.of(Run.metric("web01", i, Run.DAY.plusSeconds(i))), Run.DAY);
            }

            assertThat(metrics.lines()).isEqualTo("""
                    2026-11 2026-11-20T02:00:02.000Z acme_took host=web01 2
                    2026-11 2026-11-20T02:00:03.000Z acme_took host=web01 3
                    2026-11 2026-11-20T02:00:04.000Z acme_took host=web01 4
                    """);
        }
    }

    @Test
    void staysSmallOverManyChecks() throws IOException {
        for (int i = 0; i < 300; i++) {
            state().remember(Run.SCOPE, Run.check(i), Run.DAY);
        }

        assertThat(Files.size(directory.resolve("state/state.mv"))).isLessThan(2 << 20);
        assertThat(state().history(Run.SCOPE).lines()).hasSize(Run.HOSTS).allMatch(l -> l.endsWith(" 299"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private State state() {
        return new State(directory.resolve("state"));
    }
}
