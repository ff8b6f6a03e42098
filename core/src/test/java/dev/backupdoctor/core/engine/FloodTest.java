package dev.backupdoctor.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.source.Problem;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More findings and problems than anybody reads. */
class FloodTest {

    private static String jobs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"kind\": \"acme.job\", \"host\": \"h\", \"job\": " + i + ", \"took\": 5}\n")
                .collect(Collectors.joining());
    }

    @Test
    void listsTheFirstThousandFindingsOfARule() {
        Diagnosis diagnosis = new Bench()
                .rule("acme-slow", "severity error\nfor-each host, job in acme.job as j\nsay \"{job} is slow\"")
                .rule("acme-one", "severity error\nfor-each host in acme.job as j\nsay \"{host} is slow\"")
                .events("a.log", jobs(1500))
                .run();

        assertThat(diagnosis.findings()).hasSize(1001);
        assertThat(diagnosis.problems())
                .containsExactly(
                        new Problem("acme-slow", 0, "finds 1500 things: only the first 1000 are listed", true));
    }

    @Test
    void listsTheFirstThousandOpenQuestionsOfARule() {
        Diagnosis diagnosis = new Bench()
                .rule(
                        "acme-slow",
                        "severity error\nfor-each host, job in acme.job as j\nwith acme.config by host as c\n"
                                + "if j.took > c.took\nsay \"{job} is slow\"")
                .events("a.log", jobs(1500))
                .run();

        assertThat(diagnosis.open()).hasSize(1000);
        assertThat(diagnosis.problems())
                .extracting(Problem::reason)
                .containsExactly("leaves open 1500 things: only the first 1000 are listed");
    }

    @Test
    void listsTheFirstOfVeryManyProblemsWhateverTheirOrder() {
        var list = new ProblemList();
        for (int i = 10_500; i > 0; i--) {
            list.add(new Problem("f", i, "torn", i == 10_400));
        }

        assertThat(list.all()).hasSize(10_001);
        assertThat(list.all().get(0).line()).isEqualTo(1);
        assertThat(list.all().get(10_000))
                .isEqualTo(new Problem("f", 0, "more than 10000 problems: the others are not listed", true));
    }
}
