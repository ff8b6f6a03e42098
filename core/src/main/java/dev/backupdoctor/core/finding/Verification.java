package dev.backupdoctor.core.finding;

import java.time.Duration;
import java.util.List;

/**
 * How a fix is proved.
 *
 * @param verifier name of what does it; {@link #AGAIN} only looks anew
 * @param arguments as the rule gives them, with the values of the finding
 * @param within how long after the fix there must be something new to look at
 */
public record Verification(String verifier, List<String> arguments, Duration within) {

    /** The finding must be gone from evidence that is newer than the fix. Every product has it. */
    public static final String AGAIN = "again";

    public Verification {
        arguments = List.copyOf(arguments);
    }
}
