package dev.backupdoctor.checkmk.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.checkmk.event.CheckmkEvent.CronLine;
import dev.backupdoctor.checkmk.event.CheckmkEvent.Job;
import dev.backupdoctor.checkmk.event.CheckmkEvent.Target;
import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.core.value.Placed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    private static final String MK = "t/omd/sites/ham/etc/check_mk/backup.mk";

    private static Recording read(String text) {
        return Recording.of(new BackupConfigParser(), MK, text);
    }

    @Test
    void readsJobsAndTargets() {
        Recording read = read("""
                # written by hand
                {'jobs': {u'a': {'title': 'J\\xfcrg', 'target': "nas", 'no_history': True,
                                 'schedule': {'disabled': True}},
                          'b': {'schedule': {'period': ('week', 6), 'timeofday': [(4, 0),]}},
                          'c': {'schedule': None}},
                 'targets': {'nas': {'remote': ('local', {'path': '/mnt/nas', 'is_mountpoint': True})},
                             'odd': {'remote': 'local'}}}
                """);

        Job a = read.all(Job.class).get(0);
        assertThat(a.title()).contains("Jürg");
        assertThat(a.target()).contains("nas");
        assertThat(a.site()).contains("ham");
        assertThat(a.root()).isEqualTo("t/omd/sites/ham");
        assertThat(a.noHistory().map(Placed::value)).contains("True");
        assertThat(a.noHistory().orElseThrow().place().column()).isEqualTo(69);
        assertThat(read.all(Job.class).stream().map(Job::scheduled)).containsExactly(false, true, false);
        assertThat(read.all(Target.class).get(0).path()).contains("/mnt/nas");
        assertThat(read.all(Target.class).get(0).mountpoint()).contains(true);
        assertThat(read.all(Target.class).get(1).path()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{'jobs'}",
                "{'jobs': }",
                "{'jobs': {'a': 1 2}}",
                "{'a': 'b}",
                "{} {}",
                "import os",
                "(",
                "1,",
                "'\\"
            })
    void reportsWhatIsNoLiteral(String text) {
        Recording read = read(text);

        assertThat(read.events()).isEmpty();
        assertThat(read.problems()).hasSize(1);
    }

    @Test
    void doesNotFollowEndlessNesting() {
        assertThatExceptionOfType(PythonLiteral.Torn.class)
                .isThrownBy(() -> PythonLiteral.read("[".repeat(100_000)))
                .withMessageContaining("too deep");
    }

    @ParameterizedTest
    @CsvSource({
        "30 2 * * * mkbackup backup nightly >/dev/null, nightly",
        "30 2 1 * * mkbackup --verbose backup a_b-c.d >/dev/null, a_b-c.d",
        "*/5 2-4 * * mon-fri /omd/sites/ham/bin/mkbackup backup x, x",
    })
    void readsLinesOfCron(String line, String job) {
        Recording read = Recording.of(new CronParser(), "etc/cron.d/mkbackup", line + "\n");

        assertThat(read.only(CronLine.class).job()).isEqualTo(job);
        assertThat(read.only(CronLine.class).root()).isEqualTo("etc/cron.d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# 30 2 * * * mkbackup backup nightly",
                "30 2 * * * root mkbackup backup nightly",
                "30 2 * * * echo mkbackup backup nightly",
                "30 2 * * mkbackup backup nightly",
                "30 2 * * * mkbackup list nightly",
                "MAILTO=x"
            })
    void leavesOutOtherLinesOfCron(String line) {
        assertThat(Recording.of(new CronParser(), "mkbackup", line).events()).isEmpty();
    }
}
