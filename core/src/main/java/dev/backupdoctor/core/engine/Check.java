package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.format.FormatCompiler;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.SyntaxReader;
import dev.backupdoctor.core.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks single files against everything that is known: their language, and when that is right their examples. */
public final class Check {

    private Check() {}

    /**
     * All errors and warnings of a file.
     *
     * @param file a format or rule file; its product is told by its id or its kinds
     */
    public static List<LanguageError> file(Rulebook rulebook, UserFile file) {
        Errors errors = new Errors();
        Optional<Product> product = rulebook.products().stream()
                .filter(p -> file.belongsTo(p.module().product()))
                .findFirst();
        if (product.isEmpty()) {
            errors.add(file.strange(
                    rulebook.products().stream().map(p -> p.module().product()).toList()));
            return errors.list();
        }
        if (file.isRule()) {
            Product.rule(
                            WrittenFile.parsed(file.path(), file.text()),
                            product.get().environment(),
                            errors)
                    .ifPresent(rule -> examples(rulebook, rule, product.get(), errors));
        } else {
            Optional<Syntax> syntax = SyntaxReader.read(file.path(), file.text(), errors);
            if (syntax.isPresent() && syntax.get() instanceof Syntax.FormatFile f) {
                FormatCompiler.compile(f, product.get().module(), product.get().codes(), errors)
                        .ifPresent(format -> failed(new SampleRun(format, product.get()).run(f), errors));
            }
        }
        List<LanguageError> list = new ArrayList<>(errors.list());
        list.sort(Comparator.naturalOrder());
        return list;
    }

    private static void examples(Rulebook rulebook, Rule rule, Product product, Errors errors) {
        failed(RuleTests.examples(rulebook, rule, product, Optional.empty()), errors);
    }

    private static void failed(List<TestOutcome> outcomes, Errors errors) {
        for (TestOutcome o : outcomes) {
            if (o.result() == TestOutcome.Result.FAILED) {
                String title = o.title().replaceFirst("^(example|sample) (.*)$", "$1 \"$2\" ");
                errors.error(o.at(), title + o.message());
            }
        }
    }
}
