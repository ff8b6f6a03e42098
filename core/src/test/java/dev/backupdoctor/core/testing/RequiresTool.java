package dev.backupdoctor.core.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The programs that a test class or a test runs.
 *
 * <p>Where one is absent the test is skipped with the reason; with {@code -Drequire.tools=true} it fails instead,
 * unless {@code ci/allowed-skips} names the test class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RequiresToolCondition.class)
public @interface RequiresTool {
    /** Names as typed at a prompt, or absolute paths; all of them are needed. */
    String[] value();
}
