package dev.backupdoctor.amanda;

import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.testing.RuleContract;

class AmandaRulesTest extends RuleContract {
    @Override
    protected DiagnosticModule module() {
        return new AmandaModule();
    }
}
