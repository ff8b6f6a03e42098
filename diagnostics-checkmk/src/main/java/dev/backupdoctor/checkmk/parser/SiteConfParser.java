package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.checkmk.event.CheckmkEvent;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Placed;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the settings of a site, {@code ~/etc/omd/site.conf}.
 *
 * <pre>
 * CONFIG_AUTOSTART='on'
 * CONFIG_CORE='cmc'
 * </pre>
 *
 * <p>Written by {@code omd config}; lines of a shell script. Only the core is stated.
 */
public final class SiteConfParser implements Parser {

    private static final Pattern CORE = Pattern.compile("CONFIG_CORE=['\"]?(?<core>\\w{1,32})['\"]?\\s*");

    @Override
    public void parse(SourceText source, Sink sink) {
        if (SitePath.isInBackup(source.source().name())) {
            return;
        }
        for (int number = 1; number <= source.lines(); number++) {
            Matcher m = CORE.matcher(source.line(number));
            if (m.matches()) {
                int from = source.start(number);
                var core = new Placed<>(m.group("core"), source.place(from + m.start("core"), from + m.end("core")));
                sink.event(
                        new CheckmkEvent.SiteConf(SitePath.site(source.source().name()), core), source.place(number));
            }
        }
    }
}
