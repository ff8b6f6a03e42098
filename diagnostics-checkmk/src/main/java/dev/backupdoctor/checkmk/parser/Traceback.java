package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.checkmk.event.CheckmkEvent.Call;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A traceback of Python while its lines are read.
 *
 * <pre>
 * Site backup failed: Traceback (most recent call last):
 *   File "/omd/versions/2.0.0p26.cee/lib/python3/omdlib/backup.py", line 199, in _send_rrdcached_command
 *     self._sock.sendall(("%s\n" % cmd).encode("utf-8"))
 * UnicodeEncodeError: 'utf-8' codec can't encode character '\udcc3' in position 116: surrogates not allowed
 * </pre>
 *
 * <p>Since Python 3.11 lines of {@code ^^^^} follow those of code. What was copied from the web interface has lost the
 * blanks at the begin of its lines.
 */
final class Traceback {

    private static final String TITLE = "Traceback (most recent call last):";
    private static final Pattern FRAME = Pattern.compile(
            "\\s*File \"(?<file>[^\"]{1,4096})\", line \\d{1,9}(?:, in (?<function>.*))?", Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("\\s*[\\^~]+[\\^~ ]*");

    /** What a line is to the traceback. */
    enum Line {
        INSIDE,
        /** The exception itself. */
        RAISED,
        /** Nothing of it. */
        FOREIGN
    }

    private Optional<String> version = Optional.empty();
    private Optional<String> site = Optional.empty();
    private String function = "";
    private String code = "";
    private boolean ofBackup;
    private boolean ofRestore;
    private boolean ofOmd;
    private boolean toTarget;
    private boolean codeFollows;
    private boolean flat;
    private boolean raised;

    /** True for the first line of a traceback, whatever stands in front. */
    static boolean begins(String line) {
        return line.endsWith(TITLE);
    }

    Line read(String line) {
        if (line.isBlank() || begins(line) || isJoint(line)) {
            raised &= line.isBlank();
            return Line.INSIDE;
        } else if (raised) {
            return Line.FOREIGN;
        }
        Matcher frame = FRAME.matcher(line);
        boolean indented = line.charAt(0) == ' ' || line.charAt(0) == '\t';
        if (frame.matches()) {
            flat = !indented;
            frame(
                    frame.group("file"),
                    Optional.ofNullable(frame.group("function")).orElse(""));
            return Line.INSIDE;
        } else if (indented || MARK.matcher(line).matches()) {
            code = codeFollows ? line.strip() : code;
            codeFollows = false;
            return Line.INSIDE;
        } else if (flat && codeFollows && !isException(line)) {
            code = line;
            codeFollows = false;
            return Line.INSIDE;
        }
        raised = !flat || isException(line);
        return raised ? Line.RAISED : Line.FOREIGN;
    }

    private static boolean isJoint(String line) {
        return line.startsWith("During handling of the above exception")
                || line.startsWith("The above exception was the direct cause");
    }

    private static boolean isException(String line) {
        int colon = line.indexOf(": ");
        return Reason.isClass(colon < 0 ? line : line.substring(0, colon));
    }

    private void frame(String file, String inFunction) {
        function = inFunction;
        code = "";
        codeFollows = true;
        version = version.or(() -> SitePath.version(file));
        site = site.or(() -> SitePath.site(file));
        ofBackup |= file.endsWith("omdlib/backup.py") || file.endsWith("/mkbackup") || file.contains("/utils/backup/");
        ofOmd |= file.contains("/omdlib/");
        ofRestore |= function.contains("restore");
        toTarget |= function.startsWith("do_") && function.endsWith("_backup");
    }

    /** True when the exception has been read. */
    boolean isWhole() {
        return raised;
    }

    /** True when a backup was being made, and not a restore. */
    boolean isOfBackup() {
        return ofBackup && !ofRestore;
    }

    /** True when omd was running, be it called by hand or by mkbackup. */
    boolean isOfOmd() {
        return ofOmd;
    }

    /** True when mkbackup was writing the archive of a site. */
    boolean isWritingTarget() {
        return toTarget;
    }

    Optional<String> version() {
        return version;
    }

    Optional<String> site() {
        return site;
    }

    /** What the innermost frame was about to call; empty unless it has to do with RRDs. */
    Optional<Call> rrdCall() {
        if (!function.contains("rrd")) {
            return Optional.empty();
        }
        return Optional.of(code.contains(".write(") || code.startsWith("print(") ? Call.WRITE : Call.SENDALL);
    }
}
