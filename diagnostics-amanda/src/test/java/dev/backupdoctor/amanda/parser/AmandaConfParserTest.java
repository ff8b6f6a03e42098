package dev.backupdoctor.amanda.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.amanda.event.AmandaEvent.Conf;
import dev.backupdoctor.amanda.event.AmandaEvent.Dumptype;
import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.core.value.Placed;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmandaConfParserTest {

    private static final String CONF = "/etc/amanda/nightly/amanda.conf";

    private static Recording read(String text) {
        return Recording.of(new AmandaConfParser(), CONF, text);
    }

    @Test
    void readsTimesWithTheirPlaces() {
        String text = """
                org "nightly"   # whose report it is
                ETimeout 450
                  dtimeout 900
                ctimeout 20
                maxdumps 3
                """;

        Conf conf = read(text).only(Conf.class);

        assertThat(conf.name()).contains("nightly");
        assertThat(conf.etimeout().value()).isEqualTo(Duration.ofSeconds(450));
        assertThat(conf.etimeout().place().line()).isEqualTo(2);
        assertThat(conf.etimeout().place().column()).isEqualTo(10);
        assertThat(conf.etimeout().place().length()).isEqualTo(3);
        assertThat(conf.etimeoutIsDefault()).isFalse();
        assertThat(conf.dtimeout().value()).isEqualTo(Duration.ofMinutes(15));
        assertThat(conf.dtimeout().place().column()).isEqualTo(12);
        assertThat(conf.ctimeout().value()).isEqualTo(Duration.ofSeconds(20));
        assertThat(conf.maxdumps()).isEqualTo(3);
    }

    @Test
    void givesDefaultsWithTheFileAsTheirPlace() {
        Conf conf = read("org \"nightly\"\n").only(Conf.class);

        assertThat(conf.etimeout().value()).isEqualTo(Duration.ofMinutes(5));
        assertThat(conf.etimeout().place().toString()).isEqualTo(CONF);
        assertThat(conf.etimeoutIsDefault()).isTrue();
        assertThat(conf.dtimeout().value()).isEqualTo(Duration.ofMinutes(30));
        assertThat(conf.ctimeout().value()).isEqualTo(Duration.ofSeconds(30));
        assertThat(conf.maxdumps()).isEqualTo(1);
    }

    @Test
    void readsNegativeEtimeoutAsItStands() {
        Conf conf = read("etimeout -3600\n").only(Conf.class);

        assertThat(conf.etimeout().value()).isEqualTo(Duration.ofHours(-1));
    }

    @Test
    void takesTheLastOfTwoSettings() {
        Conf conf = read("etimeout 100\netimeout 200\n").only(Conf.class);

        assertThat(conf.etimeout().value()).isEqualTo(Duration.ofSeconds(200));
        assertThat(conf.etimeout().place().line()).isEqualTo(2);
    }

    @Test
    void doesNotTakeASettingOutOfABlock() {
        Conf conf = read("org \"x\"\ndefine tapetype T {\n  etimeout 7\n}\n").only(Conf.class);

        assertThat(conf.etimeoutIsDefault()).isTrue();
    }

    @Test
    void countsIncludes() {
        Conf conf = read("includefile \"advanced.conf\"\nIncludeFile \"dumptypes\"\norg \"x\"\n")
                .only(Conf.class);

        assertThat(conf.includes()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "define holdingdisk hd1 {|}, hd1",
        "define holdingdisk hd1 {|}|holdingdisk \"HD1\", ",
        "define holdingdisk hd1 {|}|define holdingdisk hd2 {|}|holdingdisk hd1, hd2",
        "holdingdisk hd1 {|}, ",
        "define dumptype x {|  holdingdisk never|}, "
    })
    void seesAHoldingdiskThatNothingUses(String lines, String unused) {
        Conf conf = read("org \"x\"\n" + lines.replace('|', '\n') + "\n").only(Conf.class);

        assertThat(conf.unusedHoldingdisk().map(Placed::value)).isEqualTo(Optional.ofNullable(unused));
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/amanda/nightly/amanda.conf, nightly",
        "case.tar.gz!/etc/amanda/weekly/amanda.conf, weekly",
        "amanda.conf, ",
        "./amanda.conf, "
    })
    void namesTheConfigurationByItsDirectory(String path, String name) {
        Recording read = Recording.of(new AmandaConfParser(), path, "etimeout 1\n");

        assertThat(read.only(Conf.class).name()).isEqualTo(Optional.ofNullable(name));
    }

    @Test
    void resolvesInheritanceInTheOrderOfLines() {
        String text = """
                define dumptype global {
                    auth "bsdtcp"
                    record yes
                }
                define dumptype Home-Tar {
                    global
                    estimate calcsize
                    index
                }
                define dumptype slow {
                    "home-tar"
                    estimate client server
                    AUTH "BSDUDP"
                    global
                }
                """;

        var types = read(text).all(Dumptype.class);

        assertThat(types).extracting(Dumptype::name).containsExactly("global", "home-tar", "slow");
        assertThat(types.get(1).auth().map(Placed::value)).contains("bsdtcp");
        assertThat(types.get(1).auth().orElseThrow().place().line()).isEqualTo(2);
        assertThat(types.get(1).estimate().map(Placed::value)).contains("calcsize");
        assertThat(types.get(2).auth().map(Placed::value)).contains("bsdtcp");
        assertThat(types.get(2).estimate().map(Placed::value)).contains("client server");
    }

    @Test
    void aFileOfDumptypesAloneIsNoConfiguration() {
        Recording read =
                Recording.of(new AmandaConfParser(), "/etc/amanda/dumptypes", "define dumptype a {\n  index yes\n}\n");

        assertThat(read.all(Conf.class)).isEmpty();
        assertThat(read.all(Dumptype.class)).hasSize(1);
    }

    @Test
    void keepsCommentsAndBracesInStringsApart() {
        String text = """
                labelstr "^A#{[0-9]$"  # not { a block
                mailer "/usr/bin/\\"mail\\""
                etimeout 5#close
                """;

        Recording read = read(text);

        assertThat(read.problems()).containsExactly("3: etimeout is no whole number: 5#close");
        assertThat(read.only(Conf.class).etimeoutIsDefault()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"etimeout soon", "etimeout 3.5", "etimeout 99999999999", "etimeout -", "etimeout \"x\""})
    void reportsWhatIsNoNumber(String line) {
        Recording read = read("org \"x\"\n" + line + "\n");

        assertThat(read.problems()).hasSize(1).first().asString().startsWith("2: etimeout is no whole number");
        assertThat(read.only(Conf.class).etimeoutIsDefault()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "define dumptype a { index yes }\\n}\\n | 1: a line ends after '{'; the rest of this one is left out",
                "}\\n | 1: '}' closes no block",
                "{\\n | 1: '{' belongs to no statement",
                "define dumptype a {\\n index yes\\n | 1: this block is not closed; what it holds is read",
                "org \"night\\netimeout 9\\n | 1: this string is not closed on its line",
            })
    void reportsWhatIsOutOfPlaceAndReadsOn(String text, String problem) {
        Recording read = read(text.replace("\\n", "\n") + "etimeout 9\n");

        assertThat(read.problems()).contains(problem);
    }

    @Test
    void leavesOutALineThatIsTooLong() {
        Recording read = read("org \"" + "x".repeat(20_000) + "\"\netimeout 9\n");

        assertThat(read.problems()).containsExactly("1: line of 20006 bytes is left out");
        assertThat(read.only(Conf.class).etimeout().value()).isEqualTo(Duration.ofSeconds(9));
        assertThat(read.only(Conf.class).etimeout().place().line()).isEqualTo(2);
    }
}
