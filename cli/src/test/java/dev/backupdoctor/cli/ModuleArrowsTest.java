package dev.backupdoctor.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Which module may use which; the poms say the same, this holds where they are changed in passing. */
@AnalyzeClasses(packages = "dev.backupdoctor", importOptions = ModuleArrowsTest.MainClasses.class)
class ModuleArrowsTest {
    private static final String CORE = "dev.backupdoctor.core..";
    private static final String NBD = "dev.backupdoctor.nbd..";
    private static final String AMANDA = "dev.backupdoctor.amanda..";
    private static final String CHECKMK = "dev.backupdoctor.checkmk..";
    private static final String OCEANBASE = "dev.backupdoctor.oceanbase..";
    private static final String VIRTNBD = "dev.backupdoctor.virtnbd..";
    private static final String CLI = "dev.backupdoctor.cli..";

    @ArchTest
    static final ArchRule everyClassBelongsToAModule =
            classes().should().resideInAnyPackage(CORE, NBD, AMANDA, CHECKMK, OCEANBASE, VIRTNBD, CLI);

    @ArchTest
    static final ArchRule coreStandsAlone = mayUse(CORE);

    @ArchTest
    static final ArchRule nbdStandsAlone = mayUse(NBD);

    @ArchTest
    static final ArchRule amandaUsesCore = mayUse(AMANDA, CORE);

    @ArchTest
    static final ArchRule checkmkUsesCore = mayUse(CHECKMK, CORE);

    @ArchTest
    static final ArchRule oceanbaseUsesCore = mayUse(OCEANBASE, CORE);

    @ArchTest
    static final ArchRule virtnbdUsesCoreAndNbd = mayUse(VIRTNBD, CORE, NBD);

    @ArchTest
    static final ArchRule commandsUseNoProduct = mayUse(CLI, CORE, NBD);

    @ArchTest
    static final ArchRule onlyMainCatchesEverything =
            noClasses().that().doNotHaveFullyQualifiedName(Main.class.getName()).should(catchException());

    private static ArchRule mayUse(String module, String... others) {
        String[] allowed = Arrays.copyOf(others, others.length + 1);
        allowed[others.length] = module;
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.backupdoctor..").and(not(resideInAnyPackage(allowed))));
    }

    /** Not Throwable: javac writes such a catch for every try-with-resources. */
    private static ArchCondition<JavaClass> catchException() {
        return new ArchCondition<>("catch java.lang.Exception") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    for (TryCatchBlock block : unit.getTryCatchBlocks()) {
                        boolean caught = block.getCaughtThrowables().stream()
                                .anyMatch(throwable -> throwable.isEquivalentTo(Exception.class));
                        String message = unit.getDescription()
                                + (caught ? " catches Exception in " : " is fine in ")
                                + block.getSourceCodeLocation();
                        events.add(new SimpleConditionEvent(type, caught, message));
                    }
                }
            }
        };
    }

    /** Neither our test classes nor the core's test-jar. */
    static final class MainClasses implements ImportOption {
        private static final Pattern TESTS = Pattern.compile(".*(/test-classes/|-tests\\.jar).*");

        @Override
        public boolean includes(Location location) {
            return !location.matches(TESTS) && new DoNotIncludeTests().includes(location);
        }
    }
}
