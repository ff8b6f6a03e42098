package dev.backupdoctor.amanda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.collect.LiveCheck;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.RuleErrors;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.state.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmandaCheckTest {

    private static final String HEADROOM = "amanda-estimate-headroom";

    @TempDir
    private Path directory;

    @Test
    void showsTheTrendOfAWholeYearThatIsAtHand() throws IOException {
        AmandaYear year = AmandaYear.in(directory.toRealPath(), 1);
        int today = year.limitReached() - 20;
        for (int day = 0; day <= today; day++) {
            year.night(day);
        }

        Diagnosis diagnosis = check(year, today, Optional.empty());

        assertThat(diagnosis.problems()).isEmpty();
        assertThat(diagnosis.findings()).extracting(Finding::rule).containsExactly(HEADROOM);
        Finding trend = diagnosis.findings().get(0);
        assertThat(trend.message())
                .startsWith("estimates of files.example.org take 9")
                .contains(" % more every 30 d: the limit is reached in ");
        assertThat(trend.tables().get(0).columns()).containsExactly("month", "runs", "least", "mean", "most");
        assertThat(trend.tables().get(0).rows()).hasSizeGreaterThanOrEqualTo(11);
        assertThat(trend.fixes().get(0).title()).isEqualTo("raise etimeout to 450 s");
    }

    /** Debug files are kept for four days: only the checks together know the trend. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void warnsWeeksBeforeTheLimitIsReachedAndNotInSpring(long seed) throws IOException {
        AmandaYear year = AmandaYear.in(directory.toRealPath(), seed);
        State state = new State(directory.resolve("state"));
        Map<Integer, String> warned = new TreeMap<>();
        for (int day = 0; day < year.limitReached(); day++) {
            year.night(day);
            year.forget(day - 4);
            if (day % 3 == 2) {
                int today = day;
                check(year, day, Optional.of(state)).findings().stream()
                        .filter(f -> f.rule().equals(HEADROOM))
                        .forEach(f -> warned.put(today, f.message()));
            }
        }

        int reached = year.limitReached();
        assertThat(warned).as("seed %s, limit reached on day %s", seed, reached).isNotEmpty();
        int first = warned.keySet().iterator().next();
        assertThat(first).as(warned.get(first)).isBetween(reached - 90, reached - 21);
        assertThat(warned.keySet()).as("warns from then on").contains(reached / 3 * 3 - 1 - 3, reached / 3 * 3 - 1 - 6);
    }

    @Test
    void leavesTheLogDirectoryToAmandaConf() throws IOException {
        AmandaYear year = AmandaYear.in(directory.toRealPath(), 1);
        year.night(0);

        Diagnosis diagnosis = check(
                Map.of("confdir", year.site().resolve("conf").toString(), "dbgdir", year.site() + "/debug"),
                0,
                Optional.empty());

        assertThat(diagnosis.problems()).isEmpty();
        assertThat(diagnosis.sources()).anyMatch(s -> s.path().endsWith("/log/log.20251120030001.0"));
    }

    @Test
    void leavesRulesOpenWhoseFilesAreNotThere() throws IOException {
        AmandaYear year = AmandaYear.in(directory.toRealPath(), 1);
        year.night(0);

        Diagnosis diagnosis = check(
                Map.of(
                        "confdir", year.site().resolve("conf").toString(),
                        "logdir", year.site() + "/log",
                        "dbgdir", year.site() + "/nowhere"),
                0,
                Optional.empty());

        assertThat(diagnosis.complete()).isFalse();
        assertThat(diagnosis.problems().get(0).toString())
                .isEqualTo("collector debug: " + year.site() + "/nowhere is not there");
        assertThat(diagnosis.open()).extracting(Open::rule).contains("amanda-estimate-timeout");
    }

    private static Diagnosis check(AmandaYear year, int day, Optional<State> state) throws IOException {
        return check(
                Map.of(
                        "confdir", year.site().resolve("conf").toString(),
                        "logdir", year.site() + "/log",
                        "dbgdir", year.site() + "/debug"),
                day,
                state);
    }

    private static Diagnosis check(Map<String, String> values, int day, Optional<State> state) throws IOException {
        Instant now = AmandaYear.start(day).plusHours(5).toInstant(ZoneOffset.UTC);
        AnalysisOptions options =
                AnalysisOptions.DEFAULT.collected(now, Optional.of(ZoneOffset.UTC), java.util.Set.of());
        try {
            Rulebook book = Rulebook.load(List.of(new AmandaModule()), List.of());
            LiveCheck check =
                    LiveCheck.of(book, new AmandaModule(), CheckValues.of(values), options, Duration.ofMinutes(2));
            return state.map(check::keeping).orElse(check).diagnose();
        } catch (RuleErrors | BadSetting e) {
            throw new AssertionError(e);
        }
    }
}
