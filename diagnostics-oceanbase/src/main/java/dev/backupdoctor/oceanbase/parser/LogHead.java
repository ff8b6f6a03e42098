package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.spi.HeadReader;
import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Utf8;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads what stands in front of a message in observer.log, rootservice.log and election.log.
 *
 * <pre>
 * [2023-05-19 13:23:25.238790] WDIAG [STORAGE] finish_ (ob_x.cpp:141) [8999][T1004_BACKUP][T1004][Y509E0-0005FC-0-0] [lt=26][errcode=0] text
 * [2021-09-01 11:31:18.605433] INFO  [STORAGE] ob_x.cpp:170 [38715][0][Y0-0000000000000000-0-0] [lt=15] [dc=0] text
 * </pre>
 *
 * <p>Format: deps/oblib/src/lib/oblog/ob_log.cpp of each version. The first is 4.x, the second 3.x; module, function
 * and place in the code may be absent. What {@code grep} puts in front of a line of one of several files is skipped. A
 * head that is torn behind its level gives time and level alone.
 *
 * <p>The field {@code tenant} is the user tenant whose work it is: that of a meta tenant (odd, one less) is given as
 * its user tenant, and the system tenant, under which most threads of the RootService run, as none. An idle
 * {@code trace} (Y0-0...) and an errcode of 0 are none.
 */
public final class LogHead implements HeadReader {

    private static final TreeSet<String> LEVELS =
            new TreeSet<>(List.of("ERROR", "WARN", "INFO", "EDIAG", "WDIAG", "TRACE", "DEBUG"));

    private static final Map<String, Type> FIELDS = Map.ofEntries(
            Map.entry("at", Scalar.INSTANT),
            Map.entry("level", new Type.Words(LEVELS)),
            Map.entry("module", Scalar.TEXT),
            Map.entry("function", Scalar.TEXT),
            Map.entry("code_file", Scalar.TEXT),
            Map.entry("code_line", Scalar.NUMBER),
            Map.entry("thread", Scalar.TEXT),
            Map.entry("tenant", Scalar.NUMBER),
            Map.entry("trace", Scalar.TEXT),
            Map.entry("errcode", Scalar.CODE));

    @Override
    public Map<String, Type> fields() {
        return FIELDS;
    }

    @Override
    public Optional<Head> read(String line) {
        return new Reading(line).head();
    }

    /** The user tenant that a tenant id of a 4.x head stands for. */
    static Optional<Long> userTenant(long id) {
        if (id <= 1) {
            return Optional.empty();
        }
        return Optional.of(id > 1000 && id % 2 == 1 ? id + 1 : id);
    }

    /** One head while it is read. */
    private static final class Reading {

        private static final int MAX_PREFIX = 256;
        private static final int MAX_GROUPS = 6;
        private static final int LONGEST_LEVEL = 5;

        private final Cursor in;
        private final Map<String, Object> fields = new LinkedHashMap<>();

        Reading(String line) {
            this.in = new Cursor(line);
        }

        Optional<Head> head() {
            in.moveTo(begin());
            Optional<LocalDateTime> at = in.group().flatMap(Times::local);
            boolean parted = in.skip(' ') > 0;
            Optional<String> level = in.word(LONGEST_LEVEL).filter(LEVELS::contains);
            if (at.isEmpty() || !parted || level.isEmpty() || in.skip(' ') == 0) {
                return Optional.empty();
            }
            int behindLevel = in.at();
            if (!rest()) {
                fields.clear();
                in.moveTo(behindLevel);
            }
            fields.put("at", at.get());
            fields.put("level", level.get());
            return Optional.of(new Head(in.at(), fields));
        }

        /** Where the bracket of the time stands: at the begin, or after blanks or the {@code file:} of grep. */
        private int begin() {
            String line = in.text();
            int bracket = line.indexOf("[2");
            boolean near = bracket >= 0 && bracket <= MAX_PREFIX;
            boolean first = bracket == 0 || (near && " \t:>".indexOf(line.charAt(bracket - 1)) >= 0);
            return near && first && line.indexOf('[') == bracket ? bracket : 0;
        }

        /** Module, place in the code, thread and trace; false if this is no head of a log record. */
        private boolean rest() {
            if (in.isAt('[')) {
                int before = in.at();
                Optional<String> module = in.group();
                if (module.isEmpty() || !isModule(module.get())) {
                    in.moveTo(before);
                } else {
                    fields.put("module", module.get());
                    in.skip(' ');
                }
            }
            boolean whole = code() && groups();
            measures();
            return whole;
        }

        private static boolean isModule(String text) {
            boolean named = !text.isEmpty() && text.charAt(0) >= 'A' && text.charAt(0) <= 'Z';
            return named
                    && text.chars()
                            .allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_');
        }

        /** {@code function (file.cpp:141)}, {@code file.cpp:141}, {@code (file.cpp:141)} or {@code :0}. */
        private boolean code() {
            int groups = in.text().indexOf(" [", in.at() - 1);
            if (groups < 0 || groups - in.at() > MAX_PREFIX) {
                return false;
            }
            String text = in.text()
                    .substring(Math.min(in.at(), groups + 1), groups + 1)
                    .strip();
            in.moveTo(groups + 1);
            int open = text.lastIndexOf('(');
            boolean inBrackets = open >= 0 && text.endsWith(")") && text.indexOf(':', open) > 0;
            String where = inBrackets ? text.substring(open + 1, text.length() - 1) : text;
            int colon = where.lastIndexOf(':');
            if (inBrackets && open > 0) {
                fields.put("function", text.substring(0, open).strip());
            }
            if (colon > 0) {
                fields.put("code_file", where.substring(0, colon));
                Times.number(where.substring(colon + 1)).ifPresent(n -> fields.put("code_line", n));
            }
            return where.indexOf(' ') < 0;
        }

        /** {@code [tid][thread][T1004][trace]}, or {@code [tid][coroutine][trace]}. */
        private boolean groups() {
            Optional<String> thread = in.group();
            if (thread.flatMap(Times::number).isEmpty()) {
                return false;
            }
            for (int i = 0; i < MAX_GROUPS; i++) {
                in.skip(' ');
                Optional<String> group = in.group();
                if (group.isEmpty()) {
                    return false;
                } else if (isTrace(group.get())) {
                    if (!group.get().startsWith("Y0-")) {
                        fields.put("trace", group.get());
                    }
                    return true;
                }
                group(group.get(), i);
            }
            return false;
        }

        private void group(String text, int index) {
            Optional<BigDecimal> id = text.startsWith("T") ? Times.number(text.substring(1)) : Optional.empty();
            if (index == 0 && !text.isEmpty() && Times.number(text).isEmpty()) {
                fields.put("thread", Utf8.decode(text));
            } else if (index > 0 && id.isPresent()) {
                userTenant(id.get().longValue()).ifPresent(t -> fields.put("tenant", BigDecimal.valueOf(t)));
            }
        }

        private static boolean isTrace(String text) {
            int dash = text.indexOf('-');
            return text.startsWith("Y")
                    && dash > 1
                    && text.length() > dash + 1
                    && text.chars().skip(1).allMatch(c -> c == '-' || Character.digit(c, 16) >= 0);
        }

        /** {@code [lt=26][errcode=-9086]}, {@code [lt=15] [dc=0]}; older logs have one of them, and no blank behind. */
        private void measures() {
            in.skip(' ');
            int at = in.at();
            Optional<String> group = in.group();
            while (group.isPresent() && measure(group.get())) {
                in.skip(' ');
                at = in.at();
                group = in.group();
            }
            in.moveTo(at);
        }

        private boolean measure(String text) {
            if (text.startsWith("errcode=")) {
                Times.number(text.substring("errcode=".length()))
                        .filter(n -> n.signum() != 0)
                        .ifPresent(n -> fields.put("errcode", new Code(n.longValue(), Optional.empty())));
                return true;
            }
            return text.startsWith("lt=") || text.startsWith("dc=") || text.startsWith("log=");
        }
    }
}
