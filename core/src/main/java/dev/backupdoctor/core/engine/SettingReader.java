package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.lang.SyntaxReader;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads settings as the user wrote them, {@code max_age=2 d}, by the types that rules give them. */
final class SettingReader {

    private SettingReader() {}

    static RuleSettings read(Map<String, String> given, Collection<Rule> rules) throws BadSetting {
        SortedMap<String, Rule.Setting> known = new TreeMap<>();
        rules.forEach(r -> known.putAll(r.settings()));
        Map<String, Value> values = new HashMap<>();
        for (Map.Entry<String, String> g : given.entrySet()) {
            Rule.Setting setting = known.get(g.getKey());
            if (setting == null) {
                String hint = Nearest.hint(g.getKey(), known.keySet());
                throw new BadSetting("no rule has a setting '" + g.getKey() + "'"
                        + (hint.isEmpty() ? "; settings are " + String.join(", ", known.keySet()) : "; " + hint));
            }
            values.put(g.getKey(), value(g.getKey(), g.getValue(), setting));
        }
        return new RuleSettings(values, Map.of());
    }

    private static Value value(String name, String text, Rule.Setting setting) throws BadSetting {
        if (setting.type().equals(Scalar.TEXT)) {
            return Value.of(text);
        }
        Errors errors = new Errors();
        Optional<Expr> expr = SyntaxReader.readExpression(name, text, errors);
        Optional<Value> value = expr.flatMap(e -> Rule.constant(e, setting.type()));
        return value.orElseThrow(
                () -> new BadSetting("'" + text + "' is no " + setting.type() + ", as the setting " + name + " needs"));
    }
}
