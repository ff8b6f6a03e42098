package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Value;

/** A compiled expression with its type. */
public record Typed(Type type, Eval eval) {

    /** After an error, so that one slip gives one message. */
    static Typed broken() {
        return new Typed(Scalar.BROKEN, s -> Value.none());
    }

    static Typed constant(Type type, Object it) {
        Value value = Value.of(it);
        return new Typed(type, s -> value);
    }

    boolean isBroken() {
        return type.equals(Scalar.BROKEN);
    }
}
