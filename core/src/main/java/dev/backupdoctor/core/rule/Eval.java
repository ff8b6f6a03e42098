package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.value.Value;

/** A compiled expression. The same scope gives the same value, always. */
@FunctionalInterface
public interface Eval {
    Value in(Scope scope);
}
