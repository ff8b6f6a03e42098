package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.value.Value;
import java.util.Map;
import java.util.Optional;

/**
 * What the user said: settings of rules, and answers to their questions.
 *
 * @param values settings by name
 * @param answers by name of the question
 */
public record RuleSettings(Map<String, Value> values, Map<String, Boolean> answers) {

    public static final RuleSettings NONE = new RuleSettings(Map.of(), Map.of());

    public RuleSettings {
        values = Map.copyOf(values);
        answers = Map.copyOf(answers);
    }

    Optional<Value> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<Boolean> answer(String question) {
        return Optional.ofNullable(answers.get(question));
    }
}
