package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDraftTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026-11-20 02:00:00 copy failed          | {at: time "yyyy-MM-dd HH:mm:ss"}{}
                    [2026-11-20 02:00:00.123] copy failed    | [{at: time "yyyy-MM-dd HH:mm:ss.SSS"}]{}
                    2026-11-20T02:00:00+01:00 copy failed    | {at: time "yyyy-MM-dd'T'HH:mm:ssXXX"}{}
                    Nov  2 02:00:00 web01 copy failed        | {at: time "MMM d HH:mm:ss"}{}
                    Fri Nov 20 10:51:11 2026: copy failed    | {at: time "EEE MMM d HH:mm:ss yyyy"}:{}
                    """)
    void takesTimeInFrontForHead(String line, String head) {
        assertThat(LineDraft.of(line).head()).isEqualTo(head);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    copy of disk sdb1 took 1200 s, level 0  | copy of disk {disk: word} took {took: seconds} s, level {level: count}
                    wrote 17 of 18                          | wrote {wrote: count} of {of: count}
                    load 0.75 at 3                          | load {load: number} at {at_value: count}
                    ret=-4016 tenant=1002                   | ret={ret: word} tenant={tenant: count}
                    no hole in "{this}" line                | no hole in \\"\\{this\\}\\" line
                    cannot read '/srv/x'; give up           | cannot read '{read: word}'; give up
                    copier[712]: disk 3 is full             | copier[{pid: count}]: disk {disk: count} is full
                    disk 1 disk 2                           | disk {disk: count} disk {disk_2: count}
                    """)
    void makesHolesOfWhatVaries(String line, String body) {
        assertThat(LineDraft.of(line).body()).isEqualTo(body);
    }

    @Test
    void capturesNothingInSign() {
        LineDraft draft = LineDraft.of("2026-11-20 02:00:00 copy of 17 files failed");

        assertThat(draft.sign()).isEqualTo("{_: time \"yyyy-MM-dd HH:mm:ss\"}{}copy of {_} files failed");
        assertThat(draft.zoned()).isFalse();
        assertThat(LineDraft.of("2026-11-20T02:00:00Z done").zoned()).isTrue();
    }

    @Test
    void drawsBlanksTogetherAndTakesLineLiterally() {
        LineDraft draft = LineDraft.of("disk   sdb1\tfull");

        assertThat(draft.body()).isEqualTo("disk{}{disk: word}{}full");
        assertThat(draft.literally("disk   sdb1\tfull").body()).isEqualTo("disk{}sdb1{}full");
    }
}
