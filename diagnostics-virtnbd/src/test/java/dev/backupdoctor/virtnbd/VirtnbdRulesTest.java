package dev.backupdoctor.virtnbd;

import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.testing.RuleContract;

class VirtnbdRulesTest extends RuleContract {
    @Override
    protected DiagnosticModule module() {
        return new VirtnbdModule();
    }
}
