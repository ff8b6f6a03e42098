package dev.backupdoctor.core.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.fix.JournalEntry.State;
import dev.backupdoctor.core.fix.JournalStep.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixCommandsTest {

    @TempDir
    private Path root;

    private Etc etc;

    @BeforeEach
    void prepare() throws IOException {
        etc = new Etc(root);
    }

    @Test
    void runsAndUndoesCommands() throws Exception {
        String made = etc.directory.resolve("spool").toString();

        JournalEntry done = etc.run().apply(Etc.plan(Etc.command(List.of("rmdir", made), "mkdir", made)));

        assertThat(Path.of(made)).isDirectory();
        etc.undo().undo(done.number());
        assertThat(Path.of(made)).doesNotExist();
        assertThat(etc.told).containsExactly("run mkdir " + made, "undone: run mkdir " + made);
    }

    @Test
    void givesArgumentsToNoShell() throws Exception {
        String hostile = etc.directory
                .resolve("$(touch x); rm -rf * 'a' \"b\" `id` | & > y")
                .toString();

        etc.run().apply(Etc.plan(Etc.command(List.of("rmdir", "--", hostile), "mkdir", "--", hostile)));

        assertThat(Path.of(hostile)).isDirectory();
        assertThat(etc.text()).isEqualTo(Etc.CONF);
    }

    @Test
    void takesBackWhatWasDoneWhenACommandFails() throws Exception {
        String made = etc.directory.resolve("spool").toString();
        Plan plan = Etc.plan(
                etc.edit("900", "1800"),
                Etc.command(List.of("rmdir", made), "mkdir", made),
                Etc.command(List.of("true"), "ls", "/nowhere/at/all"));

        assertThatThrownBy(() -> etc.run().apply(plan))
                .isInstanceOf(FixException.class)
                .hasMessageContaining("'ls /nowhere/at/all' ended with exit code 2: /usr/bin/ls: cannot access")
                .hasMessageContaining("stopped at step 3 of 3, see " + etc.journal.place(1));
        assertThat(etc.text()).isEqualTo(Etc.CONF);
        assertThat(Path.of(made)).doesNotExist();
        JournalEntry entry = etc.journal.read(1).orElseThrow();
        assertThat(entry.state()).isEqualTo(State.STOPPED);
        assertThat(entry.steps())
                .extracting(JournalStep::progress)
                .containsExactly(Progress.UNDONE, Progress.UNDONE, Progress.BEGUN);
        assertThat(etc.told).contains("may have had an effect although it failed: run ls /nowhere/at/all");
    }

    @Test
    void stopsTakingBackWhereNothingUndoes() throws Exception {
        Plan plan = Etc.plan(
                Fix.Risk.DESTRUCTIVE,
                etc.edit("900", "1800"),
                Etc.command(List.of(), "true"),
                Etc.command(List.of(), "false"));

        assertThatThrownBy(() -> etc.run().apply(plan)).hasMessageContaining("stopped at step 3 of 3");
        assertThat(etc.text()).contains("1800");
        assertThat(etc.journal.read(1).orElseThrow().steps())
                .extracting(JournalStep::progress)
                .containsExactly(Progress.DONE, Progress.DONE, Progress.BEGUN);
        assertThatThrownBy(() -> etc.undo().undo(1)).hasMessage("entry 1 cannot be undone: nothing undoes 'run true'");
    }

    @Test
    void findsProgramsOnAFixedPathOnly() throws Exception {
        Path mine = etc.directory.resolve("acmectl");
        Files.writeString(mine, "#!/bin/sh\n");
        assertThat(mine.toFile().setExecutable(true)).isTrue();

        assertThatThrownBy(() -> etc.run().apply(Etc.plan(etc.edit("900", "1"), Etc.command(List.of(), "acmectl"))))
                .hasMessage("there is no program acmectl in"
                        + " /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        assertThatThrownBy(() -> etc.run().apply(Etc.plan(Etc.command(List.of(), "-rf"))))
                .hasMessage("'-rf' is no name of a program");
        assertThatThrownBy(() -> etc.run().apply(Etc.plan(Etc.command(List.of(), "../bin/true"))))
                .hasMessageContaining("there is no program ../bin/true");
        assertThat(etc.text()).isEqualTo(Etc.CONF);
        assertThat(etc.journal.entries()).isEmpty();
    }

    @Test
    void runsNoProgramThatAnybodyCanChange() throws Exception {
        Path open = Files.writeString(etc.directory.resolve("acmectl"), "#!/bin/sh\n");
        Files.setAttribute(open, "unix:mode", 0777);

        assertThatThrownBy(() -> etc.run().apply(Etc.plan(Etc.command(List.of(), open.toString()))))
                .hasMessage(open + " can be changed by anybody; it is not run");
    }

    @Test
    void showsWhatIsToBeRunOnAnotherHost() throws Exception {
        var elsewhere = new Fix.Step.Run(List.of("touch", etc.directory + "/x"), Optional.of("web07"), List.of());
        var here = new Fix.Step.Run(List.of("mkdir", etc.directory + "/y"), Optional.of("here.example.com"), List.of());
        List<String> asked = new ArrayList<>();
        Person person = new Person() {
            @Override
            public boolean isThere() {
                return true;
            }

            @Override
            public boolean didIt(String what) {
                return asked.add(what);
            }
        };

        assertThatThrownBy(() -> etc.run().apply(Etc.plan(elsewhere)))
                .hasMessage("nobody can be asked, because this is no terminal");
        etc.run(person).apply(Etc.plan(elsewhere, here, new Fix.Step.Do("wait a minute")));

        assertThat(asked).containsExactly("run on web07: touch " + etc.directory + "/x", "wait a minute");
        assertThat(etc.directory.resolve("x")).doesNotExist();
        assertThat(etc.directory.resolve("y")).isDirectory();
    }

    @Test
    void masksSecretsThatCommandsPrint() throws Exception {
        JournalEntry done = etc.run().apply(Etc.plan(Etc.command(List.of("true"), "echo", "password=hunter2")));

        JournalStep.Run ran = (JournalStep.Run) done.steps().get(0);
        assertThat(ran.output()).isEqualTo("password=*******\n");
        assertThat(ran.exit()).isZero();
    }
}
