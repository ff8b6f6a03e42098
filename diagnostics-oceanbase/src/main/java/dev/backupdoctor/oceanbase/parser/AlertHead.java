package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.spi.HeadReader;
import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Utf8;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what stands in front of a message in alert/alert.log, which servers write from 4.2.5 on.
 *
 * <pre>
 * 2024-05-20 10:11:12.123456|ERROR|ARCHIVE|OB_EVENT|-9082|1004|41200|T1004_ArcSender|Y0-0-0-0|push_log_|ob_x.cpp:715|text
 * </pre>
 *
 * <p>Format: deps/oblib/src/lib/oblog/ob_log.cpp. Fields may be empty. Tenant and trace are told as {@link LogHead}
 * does.
 */
public final class AlertHead implements HeadReader {

    private static final int FIELDS = 11;

    @Override
    public Map<String, Type> fields() {
        return Map.ofEntries(
                Map.entry("at", Scalar.INSTANT),
                Map.entry("module", Scalar.TEXT),
                Map.entry("errcode", Scalar.CODE),
                Map.entry("tenant", Scalar.NUMBER),
                Map.entry("thread", Scalar.TEXT),
                Map.entry("trace", Scalar.TEXT),
                Map.entry("function", Scalar.TEXT),
                Map.entry("code_file", Scalar.TEXT));
    }

    @Override
    public Optional<Head> read(String line) {
        String[] parts = line.split("\\|", FIELDS + 1);
        Optional<LocalDateTime> at = Times.local(parts[0]);
        if (at.isEmpty() || parts.length <= FIELDS) {
            return Optional.empty();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", at.get());
        text(fields, "module", parts[2]);
        Times.whole(parts[4]).filter(n -> n != 0).ifPresent(n -> fields.put("errcode", new Code(n, Optional.empty())));
        Times.whole(parts[5]).flatMap(LogHead::userTenant).ifPresent(t -> fields.put("tenant", BigDecimal.valueOf(t)));
        text(fields, "thread", parts[7]);
        text(fields, "trace", parts[8].startsWith("Y0-") ? "" : parts[8]);
        text(fields, "function", parts[9]);
        text(fields, "code_file", parts[10].replaceFirst(":\\d{1,9}$", ""));
        return Optional.of(new Head(line.length() - parts[FIELDS].length(), fields));
    }

    private static void text(Map<String, Object> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, Utf8.decode(value));
        }
    }
}
