package dev.backupdoctor.oceanbase;

import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.testing.RuleContract;

class OceanbaseRulesTest extends RuleContract {

    @Override
    protected DiagnosticModule module() {
        return new OceanbaseModule();
    }
}
