package dev.backupdoctor.checkmk;

import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.testing.RuleContract;

class CheckmkRulesTest extends RuleContract {

    @Override
    protected DiagnosticModule module() {
        return new CheckmkModule();
    }
}
