package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.lang.Pos;
import java.util.List;

/**
 * A format or rule file of the user.
 *
 * @param path as shown in errors; ends in {@code .rule} or {@code .format}
 */
public record UserFile(String path, String text) {

    boolean isRule() {
        return path.endsWith(".rule");
    }

    /** Id of the rule or name of the format, as far as the file is named after it. */
    String name() {
        return path.replaceFirst(".*/", "").replaceFirst("\\.(rule|format)$", "");
    }

    /** Rules belong to the product that their id begins with; formats to the product of the kinds they name. */
    boolean belongsTo(String product) {
        return isRule() ? name().startsWith(product + "-") : text.contains("event " + product + ".");
    }

    /** True for a built-in file of the same name. */
    boolean shadows(String builtIn) {
        return builtIn.replaceFirst(".*/", "").equals(path.replaceFirst(".*/", ""));
    }

    /** The error for a file that belongs to no product. */
    LanguageError strange(List<String> products) {
        String first = name().replaceFirst("-.*", "");
        String hint = Nearest.hint(first, products);
        LanguageError error = LanguageError.error(
                new Pos(path, 1, 1, 1), "'" + first + "' is no product; products are " + String.join(", ", products));
        return hint.isEmpty() ? error : error.hint(hint);
    }
}
