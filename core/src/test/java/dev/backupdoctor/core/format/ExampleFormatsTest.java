package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.lang.Syntax.FormatItem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole format files, as products have them. */
class ExampleFormatsTest {

    @ParameterizedTest
    @ValueSource(strings = {"measure", "trace", "cluster", "site", "machine"})
    void samplesGiveWhatTheySay(String name) {
        Format format = FormatFixture.format(name);

        List<FormatItem.Sample> samples = FormatFixture.syntax(name, FormatFixture.resource(name))
                .all(FormatItem.Sample.class)
                .toList();

        for (FormatItem.Sample sample : samples) {
            List<String> kinds = FormatFixture.read(format, sample.input()).events().stream()
                    .map(Event::kind)
                    .toList();
            sample.kind().ifPresent(kind -> assertThat(kinds).as(sample.title()).contains(kind.text()));
        }
    }
}
