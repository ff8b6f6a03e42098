package dev.backupdoctor.checkmk;

import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.RuleErrors;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.finding.Finding;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The rules of the module over files that a test has made. */
final class Doctor {

    private Doctor() {}

    static List<Finding> findings(Path... paths) throws RuleErrors, BadSetting {
        Rulebook book = Rulebook.load(List.of(new CheckmkModule()), List.of());
        List<String> named = List.of(paths).stream().map(Path::toString).toList();
        return Analysis.run(book, named, InputStream.nullInputStream(), AnalysisOptions.DEFAULT)
                .findings();
    }
}
