package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Utf8;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why something failed, from the line that says it.
 *
 * <pre>
 * Site backup failed: Failed to perform backup: [Errno 104] Connection reset by peer
 * PermissionError: [Errno 13] Permission denied: '/mnt/nas/Check_MK-h-s-j-incomplete'
 * UnicodeEncodeError: 'utf-8' codec can't encode character '\udcc3' in position 116: surrogates not allowed
 * </pre>
 *
 * @param text without what mkbackup and omd put in front
 * @param exception class, when one is named
 * @param path that an error of the operating system is about; the first of two
 * @param name of a file that cannot be encoded
 */
record Reason(
        String text,
        Optional<String> exception,
        Optional<Code> errno,
        Optional<RawName> path,
        Optional<UnencodableName> name) {

    private static final int MAX_TEXT = 400;
    private static final int MAX_LINE = 8 << 10;

    private static final Pattern FRONT =
            Pattern.compile("(?:Site backup failed|Failed to perform backup):(?: (?<rest>.*))?", Pattern.DOTALL);
    private static final Pattern RAISED =
            Pattern.compile("(?<class>[A-Za-z_][\\w.]{0,200}):(?: (?<message>.*))?", Pattern.DOTALL);
    private static final Pattern ERRNO =
            Pattern.compile("\\[Errno (?<number>\\d{1,5})\\](?: [^:]{0,200}: (?<path>['\"].*)|.*)", Pattern.DOTALL);
    private static final Pattern UNENCODABLE = Pattern.compile("'[\\w-]{1,20}' codec can't encode characters?"
            + " (?:'\\\\udc(?<byte>[89a-f][0-9a-f])' )?in position (?<from>\\d{1,9})(?:-\\d{1,9})?"
            + ": surrogates not allowed");

    /**
     * Characters of a file name that are no characters.
     *
     * @param stray the byte; empty when several stand side by side
     * @param position characters in front of it in the text that was to be encoded
     */
    record UnencodableName(Optional<Long> stray, long position) {}

    /** Reads a line, whatever stands in front. */
    static Reason of(String line) {
        String rest = (line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line).strip();
        for (Matcher m = FRONT.matcher(rest); m.matches(); m = FRONT.matcher(rest)) {
            rest = Optional.ofNullable(m.group("rest")).orElse("").strip();
        }
        if (rest.isEmpty()) {
            return unknown();
        }
        Matcher raised = RAISED.matcher(rest);
        Optional<String> exception = Optional.empty();
        String message = rest;
        if (raised.matches() && isClass(raised.group("class"))) {
            exception = Optional.of(raised.group("class"));
            message = Optional.ofNullable(raised.group("message")).orElse("");
            if (isGeneral(raised.group("class"))) {
                Reason inner = of(message);
                return new Reason(inner.text, exception, inner.errno, inner.path, inner.name);
            }
        } else if (isClass(rest)) {
            exception = Optional.of(rest);
        }
        Matcher os = ERRNO.matcher(message);
        boolean fits = os.matches();
        Optional<Code> errno =
                fits ? Optional.of(new Code(Long.parseLong(os.group("number")), Optional.empty())) : Optional.empty();
        Optional<RawName> path =
                fits ? Optional.ofNullable(os.group("path")).flatMap(Reason::quoted) : Optional.empty();
        return new Reason(shown(rest), exception, errno, path, name(message));
    }

    /** What can be said of a traceback whose end is missing. */
    static Reason cut() {
        return plain("its log ends within a traceback");
    }

    /** What can be said when nothing was said. */
    static Reason unknown() {
        return plain("its output gives no reason");
    }

    private static Reason plain(String text) {
        return new Reason(text, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** True when the text alone says more than that something went wrong. */
    boolean isSpecific() {
        return errno.isPresent() || name.isPresent();
    }

    private static Optional<UnencodableName> name(String message) {
        Matcher m = UNENCODABLE.matcher(message);
        if (!m.matches()) {
            return Optional.empty();
        }
        Optional<Long> stray = Optional.ofNullable(m.group("byte")).map(hex -> Long.parseLong(hex, 16));
        return Optional.of(new UnencodableName(stray, Long.parseLong(m.group("from"))));
    }

    /** Classes of mkbackup that only carry a text of somebody else. */
    private static boolean isGeneral(String name) {
        return name.endsWith("MKGeneralException") || name.endsWith("MKException");
    }

    /** True for what looks like the class of an exception, as no other text before a colon does. */
    static boolean isClass(String name) {
        int dot = name.lastIndexOf('.');
        String simple = name.substring(dot + 1);
        return simple.matches("[A-Za-z_]\\w{0,80}(?:Error|Exception|Terminate|Interrupt|Exit|Timeout|Expired)");
    }

    /** The first text in quotes. */
    private static Optional<RawName> quoted(String text) {
        char quote = text.charAt(0);
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i == 1 ? Optional.empty() : Optional.of(new RawName(PythonText.unescape(text.substring(1, i))));
            }
        }
        return Optional.empty();
    }

    private static String shown(String bytes) {
        String cut = bytes.length() > MAX_TEXT ? bytes.substring(0, MAX_TEXT) + "..." : bytes;
        return Utf8.decode(cut.strip());
    }
}
