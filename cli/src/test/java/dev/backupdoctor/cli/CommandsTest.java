package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private final FakeEngine engine = FakeEngine.finding(Acme.clean());

    @Test
    void showsHelpWithExamplesFirst() {
        Golden.check("help/backup-doctor.txt", Run.of(engine, "--help").out());
        Golden.check("help/analyze.txt", Run.of(engine, "analyze", "--help").out());
        Golden.check("help/rules.txt", Run.of(engine, "rules", "-h").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "analyze",
                "explain",
                "fix",
                "undo",
                "verify",
                "nbd",
                "nbd backup",
                "nbd compare",
                "nbd dump",
                "nbd info",
                "nbd map",
                "nbd restore",
                "nbd verify",
                "rules",
                "rules list",
                "rules show",
                "rules check",
                "rules test",
                "rules format",
                "rules new",
                "rules fuzz",
                "rules why-not",
                "rules export",
                "check",
                "check acme",
                "collect",
                "collect acme",
                "baseline",
                "baseline write",
                "baseline prune"
            })
    void everyCommandHasHelpAndVersion(String command) {
        Run help = Run.of(engine, (command + " --help").strip().split(" ", -1));
        Run version = Run.of(engine, (command + " --version").strip().split(" ", -1));

        assertThat(help.exit()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out().indexOf("Examples:"))
                .isPositive()
                .isLessThan(help.out().indexOf("Usage:"));
        assertThat(version.exit()).isZero();
        assertThat(version.out()).startsWith("backup-doctor ").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''             | no command given; 'backup-doctor analyze PATH' says what is wrong | backup-doctor --help
                    analyse        | there is no command 'analyse'; did you mean analyze?  | backup-doctor --help
                    rules          | say what to do with rules: list, show, new, check, test, fuzz, why-not, format or export | backup-doctor rules --help
                    nbd            | say what to do: backup, restore, verify, dump, info, compare or map | backup-doctor nbd --help
                    nbd backup -d x | say where the set lies: -o DIR                       | backup-doctor nbd backup --help
                    nbd restore -i /x -o /y --tls | restoring on another host is not supported: images are written on this one; run backup-doctor there, without --ssh-*, --nbd-*, --tls and a --uri of another host | backup-doctor nbd restore --help
                    rules lst      | there is no command 'lst'; did you mean list or test? | backup-doctor rules --help
                    rules list x   | unexpected argument 'x'                               | backup-doctor rules list --help
                    baseline       | say what to do with the baseline: write or prune     | backup-doctor baseline --help
                    explain        | missing required parameter: 'ID'                      | backup-doctor explain --help
                    --verison      | unknown option '--verison'; did you mean --version?   | backup-doctor --help
                    """)
    void saysHowToAsk(String command, String message, String help) {
        Run run = Run.of(engine, command.isEmpty() ? new String[0] : command.split(" ", -1));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("backup-doctor: " + message + "\nsee '" + help + "'\n");
    }

    @Test
    void explainsRule() {
        Run run = Run.of(engine, "explain", "acme-disk-full");

        assertThat(run.exit()).isZero();
        Golden.check("explain.txt", run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain", "rules show", "rules fuzz"})
    void namesNearestRule(String command) {
        Run run = Run.of(engine, (command + " acme-disc-full").split(" ", -1));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("backup-doctor: there is no rule acme-disc-full; did you mean acme-disk-full?\n");
    }

    @Test
    void listsRulesById() {
        Run run = Run.of(engine, "rules", "list");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("""
                        acme-disk-full   error   The disk is full
                        acme-late        error   The disk is full
                        """);
    }

    @Test
    void showsRuleFile() {
        Run run = Run.of(engine, "rules", "show", "acme-late");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("rule acme-late \"The disk is full\"\nseverity error\n");
    }
}
