package dev.backupdoctor.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the compiler says of slips, as the author of a rule reads it. */
class RuleErrorsTest {

    private static final String HEAD = "severity error\nfor-each host in acme.job as j\n";

    @Test
    void showsBothSidesOfAComparisonThatDoesNotFit() {
        String errors = new Bench()
                .rule("acme-x", HEAD + "if j.took > j.size\nsay \"x\"")
                .errors();

        assertThat(errors).isEqualTo("""
                rules/acme-x.rule:4:4: cannot compare duration with size
                 4 | if j.took > j.size
                   |    ^^^^^^   ^^^^^^ size, from acme.job
                   |    duration, from acme.job
                   | did you mean j.took (duration)?
                """);
    }

    @Test
    void aRuleThatIsRightHasNoErrors() {
        assertThat(new Bench()
                        .rule("acme-x", HEAD + "if j.took > 1 s\nsay \"x {j.took in ms}\"")
                        .errors())
                .isEmpty();
    }

    @Test
    void aLetMayBeCalledLikeAFieldThatItReads() {
        String body =
                "maybe acme.step by host as all steps\nlet took = steps.where(took > 1 s).last.took\nsay \"{took}\"";

        assertThat(new Bench().rule("acme-x", HEAD + body).errors()).isEmpty();
    }

    static List<Arguments> slips() {
        return List.of(
                Arguments.of("if j.tok > 1 s\nsay \"x\"", "acme.job has no field 'tok'"),
                Arguments.of("if j.tok > 1 s\nsay \"x\"", "did you mean took"),
                Arguments.of("if k.took > 1 s\nsay \"x\"", "unknown name 'k'"),
                Arguments.of("if j.took > 1 sec\nsay \"x\"", "unknown unit 'sec'"),
                Arguments.of("if j.took + j.size > 1 s\nsay \"x\"", "cannot add duration and size"),
                Arguments.of("if j.took\nsay \"x\"", "a condition is needed, this is a duration"),
                Arguments.of("if j.state == broken\nsay \"x\"", "unknown word 'broken'"),
                Arguments.of("if j.state > ok\nsay \"x\"", "is not more or less"),
                Arguments.of("with acme.jub as k\nsay \"x\"", "unknown kind 'acme.jub'"),
                Arguments.of("with acme.config by disk as k\nsay \"x\"", "acme.config has no field 'disk'"),
                Arguments.of("with acme.config by job = j.took as k\nsay \"x\"", "cannot join a number by a duration"),
                Arguments.of("without acme.end by host after j\nsay \"x\"", "never ends"),
                Arguments.of("let a = b\nlet b = a\nif a\nsay \"x\"", "is defined by itself"),
                Arguments.of("let a = k.at\nmaybe acme.step by host after a as k\nsay \"{a}\"", "a circle of names"),
                Arguments.of("say \"x {j.took in KiB}\"", "cannot show a duration in KiB"),
                Arguments.of("say \"x\" @de \"x {host}\"", "the holes of 'de' are not those of the English text"),
                Arguments.of("say \"x\" when j.held", "the last value must have no condition"),
                Arguments.of("say \"x\"\nfix reversible \"f\"\n  run \"acme stop\"", "has an 'undo'"),
                Arguments.of(
                        "say \"x\"\nfix destructive \"f\"\n  run \"acme stop\"",
                        "what it 'loses' and what to 'confirm'"),
                Arguments.of("say \"x\"\nfix manual \"f\"\n  run \"acme stop\"", "a manual fix only has 'do'"),
                Arguments.of(
                        "say \"x\"\nfix safe \"f\"\n  run \"acme stop; rm -r /\"", "';' has no meaning in a command"),
                Arguments.of("say \"x\"\nask acme-conf run \"rm -r {host}\" \"w\"", "'rm' is not known to only read"),
                Arguments.of("say \"x\"\nask acme-konf run \"cat x\" \"w\"", "unknown format 'acme-konf'"),
                Arguments.of("say \"x\"\nverify prob() within 1 h", "unknown verifier 'prob'"),
                Arguments.of("say \"x\"\ncause \"c\" if j.held", "a new statement begins in the middle of this line"),
                Arguments.of("say \"x\"\nexplains j2", "is no binding"),
                Arguments.of("say \"x\"\nmetric m = j.state \"m\"", "a metric is a number"),
                Arguments.of("say \"x\"\nsay \"y\"", "a rule has one 'say', this one has 2"),
                Arguments.of("maybe acme.step by host as all steps\nsay \"{steps}\"", "a stream has no text"),
                Arguments.of("say \"x\n", "is not closed"));
    }

    @ParameterizedTest
    @MethodSource("slips")
    void saysWhatIsWrong(String body, String message) {
        assertThat(new Bench().rule("acme-x", HEAD + body).errors()).contains(message);
    }

    @Test
    void checksIdAndFileNameAndRetiredIds() {
        assertThat(new Bench().rule("other-x", HEAD + "say \"x\"").errors()).contains("begins with its product: acme-");
        assertThat(new Bench().rule("acme-retired", HEAD + "say \"x\"").errors())
                .contains("is retired");
    }
}
