package dev.backupdoctor.core.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.fix.JournalEntry.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixRunTest {

    @TempDir
    private Path root;

    private Etc etc;

    @BeforeEach
    void prepare() throws IOException {
        etc = new Etc(root);
    }

    @Test
    void replacesTheValueAndNothingElse() throws Exception {
        JournalEntry entry = etc.run().apply(Etc.plan(etc.edit("900", "1800")));

        assertThat(etc.text()).isEqualTo(Etc.CONF.replace("timeout 900 ", "timeout 1800 "));
        assertThat(entry.state()).isEqualTo(State.DONE);
        assertThat(etc.told).containsExactly("edit " + etc.conf);
        assertThat(files(etc.directory)).containsExactly("acme.conf");
    }

    @Test
    void makesSeveralEditsOfOneFileAtOnce() throws Exception {
        Plan plan = Etc.plan(etc.edit("7", "14"), etc.edit("1200", "60"), etc.edit("900", "1800"));

        etc.run().apply(plan);

        assertThat(plan.steps()).hasSize(1);
        assertThat(etc.text())
                .isEqualTo(Etc.CONF
                        .replace("keep 7 ", "keep 14 ")
                        .replace("timeout 900 ", "timeout 1800 ")
                        .replace("1200", "60"));
    }

    @Test
    void keepsBytesThatAreNoText() throws Exception {
        byte[] bytes = "# gr\u00f6\u00dfe \u0000\u0007\r\ntimeout 900\r\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(etc.conf, bytes);

        etc.run().apply(Etc.plan(etc.edit("900", "1800")));

        assertThat(etc.text()).isEqualTo("# gr\u00f6\u00dfe \u0000\u0007\r\ntimeout 1800\r\n");
    }

    @Test
    void keepsOwnerModeAndAttributes() throws Exception {
        Files.setPosixFilePermissions(etc.conf, PosixFilePermissions.fromString("rw-r-----"));
        attributes().write("note", StandardCharsets.UTF_8.encode("moved from web00"));
        boolean root = user() == 0;
        if (root) {
            Files.setAttribute(etc.conf, "unix:uid", 12_345);
            Files.setAttribute(etc.conf, "unix:gid", 23_456);
        }
        FileState before = HostFile.at(etc.conf).read().state();

        etc.run().apply(Etc.plan(etc.edit("900", "1800")));

        FileState after = HostFile.at(etc.conf).read().state();
        assertThat(after).isEqualTo(before.holding(etc.text()));
        assertThat(after.attributes()).containsKey("user.note");
        assertThat(after.mode()).isEqualTo(0640);
        assertThat(after.user()).isEqualTo(root ? 12_345 : user());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsAccessControlLists(boolean ofFile) throws Exception {
        // What setfacl would write: user 12345 may read; and what new files in a directory take over.
        acl(ofFile ? etc.conf : etc.directory, ofFile ? "system.posix_acl_access" : "system.posix_acl_default");
        FileState before = HostFile.at(etc.conf).read().state();

        JournalEntry done = etc.run().apply(Etc.plan(etc.edit("900", "1800")));

        assertThat(HostFile.at(etc.conf).read().state()).isEqualTo(before.holding(etc.text()));
        assertThat(before.attributes().containsKey("system.posix_acl_access")).isEqualTo(ofFile);
        etc.undo().undo(done.number());
        assertThat(HostFile.at(etc.conf).read().state()).isEqualTo(before);
    }

    private static void acl(Path file, String name) throws IOException {
        byte[] list = HexFormat.of()
                .parseHex("02000000" + "01000600ffffffff" + "0200040039300000" + "04000400ffffffff" + "10000400ffffffff"
                        + "20000000ffffffff");
        Descriptor open = Descriptor.root();
        for (Path element : file) {
            try (Descriptor above = open) {
                boolean last = element.equals(file.getFileName()) && Files.isRegularFile(file);
                open = last ? above.file(element.toString()) : above.directory(element.toString());
            }
        }
        try (Descriptor target = open) {
            target.attribute(name, Base64.getEncoder().encodeToString(list));
        }
    }

    @Test
    void undoGivesEverythingBack() throws Exception {
        Files.setPosixFilePermissions(etc.conf, PosixFilePermissions.fromString("r--r-----"));
        attributes().write("note", StandardCharsets.UTF_8.encode("moved from web00"));
        FileState before = HostFile.at(etc.conf).read().state();
        JournalEntry done = etc.run().apply(Etc.plan(etc.edit("900", "1800")));

        JournalEntry undone = etc.undo().undo(done.number());

        assertThat(HostFile.at(etc.conf).read().state()).isEqualTo(before);
        assertThat(etc.text()).isEqualTo(Etc.CONF);
        assertThat(undone.state()).isEqualTo(State.UNDONE);
        assertThat(etc.told).last().isEqualTo("undone: edit " + etc.conf);
        assertThat(etc.undo().newest()).isEmpty();
    }

    @Test
    void undoesTheNewestFirstAndEachOnce() throws Exception {
        etc.run().apply(Etc.plan(etc.edit("900", "1800")));
        etc.run().apply(Etc.plan(etc.edit("1800", "3600")));

        assertThat(etc.undo().newest().map(JournalEntry::number)).contains(2);
        assertThatThrownBy(() -> etc.undo().undo(1)).hasMessageContaining("was changed since entry 1");
        etc.undo().undo(2);
        assertThatThrownBy(() -> etc.undo().undo(2)).hasMessageContaining("entry 2 has no effect");
        etc.undo().undo(1);

        assertThat(etc.text()).isEqualTo(Etc.CONF);
    }

    @Test
    void refusesToUndoWhatSomebodyChangedSince() throws Exception {
        JournalEntry done = etc.run().apply(Etc.plan(etc.edit("900", "1800")));
        Files.writeString(etc.conf, etc.text() + "keep 8\n");

        assertThatThrownBy(() -> etc.undo().undo(done.number()))
                .isInstanceOf(FixException.class)
                .hasMessageContaining(etc.conf + " was changed since entry 1 of the journal; its old bytes are in ");
        assertThat(etc.text()).endsWith("keep 8\n").contains("1800");
    }

    @Test
    void keepsTheJournalFromOthers() throws Exception {
        JournalEntry done = etc.run().apply(Etc.plan(etc.edit("900", "1800")));

        Path entry = etc.journal.place(done.number());
        assertThat(mode(entry)).isEqualTo("rwx------");
        assertThat(mode(entry.resolve("entry.json"))).isEqualTo("rw-------");
        assertThat(mode(entry.resolve("before-1"))).isEqualTo("rw-------");
        assertThat(Files.readString(entry.resolve("before-1"))).isEqualTo(Etc.CONF);
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        JournalEntry done = etc.run().apply(Etc.plan(etc.edit("900", "1800"), Etc.command(List.of("true"), "true")));

        assertThat(etc.journal.read(done.number())).isEqualTo(Optional.of(done));
        assertThat(etc.undo().entries()).containsExactly(done);
        assertThat(done.subject().key()).containsEntry("host", "web01");
    }

    @Test
    void saysWhenAJournalIsNewer() throws Exception {
        JournalEntry done = etc.run().apply(Etc.plan(etc.edit("900", "1800")));
        Path entry = etc.journal.place(done.number()).resolve("entry.json");
        Files.writeString(entry, Files.readString(entry).replace("journal/1", "journal/9"));

        assertThatThrownBy(() -> etc.undo().entries())
                .isInstanceOf(FixException.class)
                .hasMessageContaining(
                        "is of version backup-doctor-journal/9; this program knows backup-doctor-journal/1");
    }

    @Test
    void leavesManualFixesToPeople() throws Exception {
        Plan plan = Etc.plan(Fix.Risk.MANUAL, new Fix.Step.Do("buy a disk"));

        assertThatThrownBy(() -> etc.run().apply(plan)).hasMessage("there is nothing that could be run");
        assertThat(etc.journal.entries()).isEmpty();
    }

    private UserDefinedFileAttributeView attributes() {
        return Files.getFileAttributeView(etc.conf, UserDefinedFileAttributeView.class);
    }

    private static int user() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(f -> f.getFileName().toString()).toList();
        }
    }
}
