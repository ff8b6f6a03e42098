package dev.backupdoctor.cli;

import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time, a size, or both with a comma between them. */
final class BudgetText implements ITypeConverter<BudgetText.Budget> {

    /** What something may use; empty for what was not said. */
    record Budget(Optional<Duration> time, Optional<Long> bytes) {
        static final Budget NONE = new Budget(Optional.empty(), Optional.empty());
    }

    @Override
    public Budget convert(String text) {
        Optional<Duration> time = Optional.empty();
        Optional<Long> bytes = Optional.empty();
        for (String part : text.split(",", -1)) {
            Optional<Long> size = size(part.strip());
            if (size.isPresent() && bytes.isEmpty()) {
                bytes = size;
            } else if (size.isEmpty() && time.isEmpty()) {
                time = Optional.of(duration(part.strip(), text));
            } else {
                throw wrong(text);
            }
        }
        return new Budget(time, bytes);
    }

    private static Duration duration(String part, String text) {
        try {
            return new ReadingOptions.DurationText().convert(part);
        } catch (TypeConversionException e) {
            throw wrong(text);
        }
    }

    private static Optional<Long> size(String part) {
        int unitAt = 0;
        while (unitAt < part.length() && "0123456789.".indexOf(part.charAt(unitAt)) >= 0) {
            unitAt++;
        }
        Optional<Unit> unit = Unit.of(part.substring(unitAt).strip()).filter(u -> u.measure() == Scalar.SIZE);
        try {
            BigDecimal amount = new BigDecimal(part.substring(0, unitAt));
            return unit.map(u -> amount.multiply(u.factor()).longValue());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException("'" + text + "' is no budget; write it as '2 h', '10 GiB' or '2 h,10 GiB'");
    }
}
