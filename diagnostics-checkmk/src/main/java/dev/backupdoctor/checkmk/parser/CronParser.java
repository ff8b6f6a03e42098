package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.checkmk.event.CheckmkEvent;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of a site's crontab that starts its backups, {@code ~/etc/cron.d/mkbackup}.
 *
 * <pre>
 * # Written by mkbackup configuration
 * 30 2 * * * mkbackup backup nightly &gt;/dev/null
 * </pre>
 *
 * <p>The web interface writes it whenever a job is saved: a line for each time of day of each job that has a schedule.
 * On an appliance {@code root} stands before the command; such lines are not those of a site.
 */
public final class CronParser implements Parser {

    private static final String PATH = "etc/cron.d/mkbackup";
    private static final int MAX_LINE = 1024;
    private static final Pattern LINE = Pattern.compile(
            "[\\d*,/-]{1,64}(?:[ \\t]{1,8}[\\w*,/-]{1,64}){4}[ \\t]{1,8}(?:\\S{0,200}/)?mkbackup(?: {1,4}-\\S{1,64}){0,8}"
                    + " {1,4}backup(?: {1,4}-\\S{1,64}){0,8} {1,4}(?<job>[\\w.-]{1,128})(?:[ \\t>].*)?",
            Pattern.DOTALL);

    @Override
    public void parse(SourceText source, Sink sink) {
        if (source.lines() == 0 || SitePath.isInBackup(source.source().name())) {
            return;
        }
        String root = SitePath.root(source.source().name(), PATH);
        Optional<String> site = SitePath.site(source.source().name());
        sink.identity("root", root, source.place(1));
        for (int number = 1; number <= source.lines(); number++) {
            String line = source.line(number).strip();
            Matcher m = LINE.matcher(line);
            if (line.length() <= MAX_LINE && m.matches()) {
                sink.event(new CheckmkEvent.CronLine(root, site, m.group("job")), source.place(number));
            }
        }
    }
}
