package dev.backupdoctor.checkmk;

import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.testing.RuleContract;
import java.util.Set;

class CheckmkRulesTest extends RuleContract {

    @Override
    protected DiagnosticModule module() {
        return new CheckmkModule();
    }

    /** What failed is but told when a later run went well; where the log ends before that run, it is an error. */
    @Override
    protected Set<String> rulesAboutMissingEnds() {
        return Set.of("checkmk-backup-failed");
    }
}
