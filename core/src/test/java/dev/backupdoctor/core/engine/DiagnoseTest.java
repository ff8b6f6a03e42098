package dev.backupdoctor.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Cause;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import org.junit.jupiter.api.Test;

class DiagnoseTest {

    private static final String SLOW = """
            severity error
            for-each host, job in acme.job as job_event
            if job_event.took > 10 s
            say "job {job} of {host} took {job_event.took}"
            """;

    @Test
    void findsOneGroupAndLeavesTheOtherClean() {
        Diagnosis d =
                new Bench().rule("acme-job-slow", SLOW).events("a.log", """
                        {"kind": "acme.job", "host": "h1", "job": 1, "took": 12.5}
                        {"kind": "acme.job", "host": "h1", "job": 2, "took": 3}
                        """).run();

        assertThat(d.findings()).extracting(Finding::message).containsExactly("job 1 of h1 took 12.5 s");
        assertThat(d.findings().get(0).key()).containsEntry("host", "h1").containsEntry("job", "1");
        assertThat(d.findings().get(0).primary())
                .hasValueSatisfying(p -> assertThat(p.line()).isEqualTo(1));
        assertThat(d.open()).isEmpty();
    }

    @Test
    void staysOpenWhenNoSourceCouldHaveShownWhatIsNeeded() {
        String rule = """
                severity error
                for-each host in acme.job as job_event
                with acme.config by host as conf
                if job_event.took > conf.took
                say "too slow"
                ask acme-conf run "cat /etc/acme.conf" "tells the limit"
                """;
        String job = """
                {"kind": "acme.job", "host": "h1", "took": 12}
                """;

        Diagnosis missing =
                new Bench().rule("acme-slow", rule).events("a.log", job).run();
        Diagnosis none = new Bench()
                .rule("acme-slow", rule)
                .events("a.log", job + "{\"covers\": \"acme.config\", \"host\": \"h1\"}\n")
                .run();
        Diagnosis otherHost = new Bench()
                .rule("acme-slow", rule)
                .events("a.log", job + "{\"covers\": \"acme.config\", \"host\": \"h2\"}\n")
                .run();

        assertThat(missing.findings()).isEmpty();
        assertThat(missing.open()).hasSize(1);
        assertThat(missing.open().get(0).missing()).containsExactly("acme.config");
        assertThat(missing.open().get(0).asks())
                .extracting(a -> a.command().orElse(""))
                .containsExactly("cat /etc/acme.conf");
        assertThat(none.open()).as("looked at, and there is none").isEmpty();
        assertThat(otherHost.open())
                .as("a source of another host says nothing of this one")
                .hasSize(1);
    }

    @Test
    void aFalseConditionBeatsAnUnknownOne() {
        Diagnosis d = new Bench().rule("acme-slow", """
                        severity error
                        for-each host in acme.job as job_event
                        maybe acme.config by host as conf
                        if conf.took > 1 s
                        if job_event.took > 10 s
                        say "slow"
                        """).events("a.log", """
                        {"kind": "acme.job", "host": "h1", "took": 1}
                        """).run();

        assertThat(d.findings()).isEmpty();
        assertThat(d.open()).isEmpty();
        assertThat(d.rules().clean()).isEqualTo(1);
    }

    @Test
    void withoutIsSilentWhenFoundAndFindsWhenLookedForInVain() {
        String rule = """
                severity error
                for-each host, job in acme.job as start
                without acme.end by job after start within 1 h
                say "job {job} never ended"
                """;
        String start = """
                {"kind": "acme.job", "host": "h", "job": 1, "at": "2026-01-01T00:00:00Z"}
                """;
        String covers = """
                {"covers": "acme.end"}
                """;
        String end = """
                {"kind": "acme.end", "host": "h", "job": 1, "at": "2026-01-01T00:10:00Z"}
                """;

        assertThat(new Bench()
                        .rule("acme-x", rule)
                        .events("a", start + covers)
                        .now("2026-01-01T02:00:00Z")
                        .run()
                        .findings())
                .hasSize(1);
        assertThat(new Bench()
                        .rule("acme-x", rule)
                        .events("a", start + end + covers)
                        .now("2026-01-01T02:00:00Z")
                        .run()
                        .findings())
                .isEmpty();
        assertThat(new Bench()
                        .rule("acme-x", rule)
                        .events("a", start + covers)
                        .now("2026-01-01T00:30:00Z")
                        .run()
                        .open())
                .as("the hour is not over yet")
                .hasSize(1);
    }

    @Test
    void foldsWhatIsExplainedUnderItsCauseWhateverTheOrder() {
        String anyFailure = """
                severity critical
                for-each host, job in acme.step where state == failed as all fails
                say "{fails.count} steps of job {job} failed"
                """;
        String cause = """
                severity error
                for-each host, job in acme.job as slow
                maybe acme.step by job where state == failed as all fails
                if slow.took > 10 s
                say "job {job} was slow"
                explains fails
                """;
        String events = """
                {"kind": "acme.job", "host": "h", "job": 1, "took": 20}
                {"kind": "acme.step", "host": "h", "job": 1, "state": "failed"}
                {"kind": "acme.step", "host": "h", "job": 1, "state": "failed"}
                {"kind": "acme.step", "host": "h", "job": 2, "state": "failed"}
                {"covers": "acme.step"}
                """;

        Diagnosis d = new Bench()
                .rule("acme-any", anyFailure)
                .rule("acme-slow", cause)
                .events("a", events)
                .run();
        Diagnosis turned = new Bench()
                .rule("acme-slow", cause)
                .rule("acme-any", anyFailure)
                .events("a", events)
                .run();

        assertThat(d.findings())
                .extracting(Finding::message)
                .containsExactly("1 steps of job 2 failed", "job 1 was slow");
        Finding root = d.findings().get(1);
        assertThat(root.symptoms()).extracting(Finding::message).containsExactly("2 steps of job 1 failed");
        assertThat(root.severity()).as("the root takes the greatest severity").isEqualTo(Severity.CRITICAL);
        assertThat(turned.findings()).isEqualTo(d.findings());
    }

    @Test
    void mergesTheSameTroubleOfSeveralRuns() {
        String rule = """
                severity error
                for-each host, source in acme.job as run
                if run.took > 10 s
                say "took {run.took}"
                """;

        Diagnosis d = new Bench()
                .rule("acme-slow", rule)
                .events(
                        "1.log",
                        "{\"kind\": \"acme.job\", \"host\": \"h\", \"took\": 11, \"at\": \"2026-01-01T00:00:00Z\"}")
                .events(
                        "3.log",
                        "{\"kind\": \"acme.job\", \"host\": \"h\", \"took\": 13, \"at\": \"2026-01-03T00:00:00Z\"}")
                .events(
                        "2.log",
                        "{\"kind\": \"acme.job\", \"host\": \"h\", \"took\": 2, \"at\": \"2026-01-02T00:00:00Z\"}")
                .run();

        assertThat(d.findings()).hasSize(1);
        assertThat(d.findings().get(0).message()).isEqualTo("took 13 s");
        assertThat(d.findings().get(0).seenIn()).isEqualTo(2);
        assertThat(d.findings().get(0).seenOf()).isEqualTo(3);
    }

    @Test
    void aMissingKeyJoinsOnlyWhenTheCaseHasOneValueForIt() {
        String rule = """
                severity error
                for-each host, job in acme.job as j
                with acme.step by host as s
                say "{host}: {s.took}"
                """;
        String loose = "{\"kind\": \"acme.job\", \"job\": 1}\n";
        String step = "{\"kind\": \"acme.step\", \"host\": \"h1\", \"took\": 5}\n";
        String other = "{\"kind\": \"acme.step\", \"host\": \"h2\", \"took\": 6}\n";

        Diagnosis one =
                new Bench().rule("acme-x", rule).events("a", loose + step).run();
        Diagnosis two = new Bench()
                .rule("acme-x", rule)
                .events("a", loose + step + other)
                .run();

        assertThat(one.findings()).extracting(Finding::message).containsExactly("h1: 5 s");
        assertThat(one.findings().get(0).confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(two.findings()).isEmpty();
        assertThat(two.open()).hasSize(1);
    }

    @Test
    void twoDifferentConfigurationsGiveNoAnswer() {
        String rule = """
                severity error
                for-each host in acme.job as j
                with acme.config as conf
                if j.took > conf.took
                say "slow"
                """;
        String job = "{\"kind\": \"acme.job\", \"host\": \"h\", \"took\": 9}";

        Diagnosis d = new Bench()
                .rule("acme-x", rule)
                .events("a", job)
                .events("daily.conf", "{\"kind\": \"acme.config\", \"took\": 5}")
                .events("weekly.conf", "{\"kind\": \"acme.config\", \"took\": 50}")
                .run();
        Diagnosis same = new Bench()
                .rule("acme-x", rule)
                .events("a", job)
                .events("server/a.conf", "{\"kind\": \"acme.config\", \"took\": 5}")
                .events("client/a.conf", "{\"kind\": \"acme.config\", \"took\": 5}")
                .run();

        assertThat(d.findings()).isEmpty();
        assertThat(d.open()).hasSize(1);
        assertThat(same.findings()).as("two copies of one configuration").hasSize(1);
        Diagnosis near = new Bench()
                .rule("acme-x", rule)
                .events("monday/client/a.log", job)
                .events("monday/server/a.conf", "{\"kind\": \"acme.config\", \"took\": 5}")
                .events("tuesday/server/a.conf", "{\"kind\": \"acme.config\", \"took\": 50}")
                .run();
        assertThat(near.findings()).as("the one of its own folder").hasSize(1);
        assertThat(near.findings().get(0).confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void causesAreCertainPossibleOrRuledOut() {
        String rule = """
                severity error
                for-each host in acme.job as j
                say "slow"
                cause "it was large" when j.size > 10 KiB
                cause "it was small" when j.size < 1 KiB
                cause "a mount hangs" when hung
                cause "something else"
                ask hung "does a mount hang?"
                """;
        String job = "{\"kind\": \"acme.job\", \"host\": \"h\", \"size\": 20480}";

        Finding open = new Bench()
                .rule("acme-x", rule)
                .events("a", job)
                .run()
                .findings()
                .get(0);
        Finding told = new Bench()
                .rule("acme-x", rule)
                .events("a", job)
                .answer("hung", true)
                .run()
                .findings()
                .get(0);

        assertThat(open.causes())
                .extracting(c -> c.confidence() + " " + c.text())
                .containsExactly(
                        "CERTAIN it was large",
                        "LIKELY something else",
                        "POSSIBLE a mount hangs",
                        "RULED_OUT it was small");
        assertThat(open.causes().get(2).ask())
                .hasValueSatisfying(a -> assertThat(a.text()).isEqualTo("does a mount hang?"));
        assertThat(told.causes())
                .filteredOn(c -> c.text().equals("a mount hangs"))
                .extracting(Cause::confidence)
                .containsExactly(Confidence.CERTAIN);
    }

    @Test
    void streamsSumPerKeyAndNameTheGreatest() {
        Finding f = new Bench()
                .rule("acme-x", """
                        severity error
                        for-each host in acme.job as all jobs
                        let slowest = jobs.per(job).top(sum(took))
                        let share = slowest.sum(took) / jobs.sum(took)
                        if share > 50 %
                        say "job {slowest.job} takes {slowest.sum(took)}, {share in %} of {jobs.count} jobs"
                        show slowest.top(took) "the longest"
                        table by job jobs.sum(took) "sum", jobs.where(took > 10 s) "long"
                        """)
                .events("a", """
                        {"kind": "acme.job", "host": "h", "job": 1, "took": 20}
                        {"kind": "acme.job", "host": "h", "job": 2, "took": 5}
                        {"kind": "acme.job", "host": "h", "job": 1, "took": 25}
                        """)
                .run()
                .findings()
                .get(0);

        assertThat(f.message()).isEqualTo("job 1 takes 45 s, 90 % of 3 jobs");
        assertThat(f.primary()).hasValueSatisfying(p -> assertThat(p.line()).isEqualTo(3));
        assertThat(f.tables().get(0).columns()).containsExactly("job", "sum", "long");
        assertThat(f.tables().get(0).rows())
                .containsExactly(java.util.List.of("1", "45 s", "yes"), java.util.List.of("2", "5 s", "-"));
        assertThat(f.values())
                .hasEntrySatisfying(
                        "share", v -> assertThat(v.from()).as("provenance").hasSize(3));
    }

    @Test
    void aRuleForOtherVersionsDoesNotRunWhenTheVersionIsKnown() {
        String body = "severity error\nfor-each host in acme.job as j\nsay \"x\"\n";
        String old = "{\"kind\": \"acme.job\", \"host\": \"h\", \"version\": \"2.0.9\"}";
        String fresh = "{\"kind\": \"acme.job\", \"host\": \"h\", \"version\": \"2.1.0\"}";
        String unknown = "{\"kind\": \"acme.job\", \"host\": \"h\"}";
        String range = "versions before \"2.1\"\n" + body;

        assertThat(new Bench().rule("acme-x", range).events("a", old).run().findings())
                .hasSize(1);
        assertThat(new Bench().rule("acme-x", range).events("a", fresh).run().findings())
                .isEmpty();
        assertThat(new Bench().rule("acme-x", range).events("a", unknown).run().findings())
                .hasSize(1);
    }

    @Test
    void fixesAreWrittenOutOnlyWhenEveryValueIsKnown() {
        Finding f = new Bench()
                .rule("acme-x", """
                        severity error
                        for-each host in acme.job as j
                        maybe acme.config by host as conf
                        say "x"
                        fix safe "look at {host}"
                          run "acme show {host} --name 'two words'"
                        fix safe "needs the configuration"
                          run "acme set {conf.took}"
                        fix safe "hostile value"
                          run "acme set {j.name.escaped}"
                        fix destructive "remove"
                          run "rm -- {j.name.escaped}"
                          loses "the job"
                          confirm host
                        """)
                .events("a", "{\"kind\": \"acme.job\", \"host\": \"h\", \"name\": \"--force\"}")
                .run()
                .findings()
                .get(0);

        assertThat(f.fixes()).extracting(x -> x.id() + " " + x.title()).containsExactly("a look at h", "b remove");
        assertThat(f.fixes().get(0).steps().get(0).toString()).contains("[acme, show, h, --name, two words]");
        assertThat(f.fixes().get(1).steps().get(0).toString()).contains("[rm, --, --force]");
        assertThat(f.fixes().get(1).confirm()).contains("h");
    }
}
