package io.claudeflow.swarm.memory.legacy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LegacyArchitectureTest {
    private static final String LEGACY = "io.claudeflow.swarm.memory.legacy";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(LEGACY);

    @Test
    void shouldKeepForeignDatabasesInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(LEGACY + ".source")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..")
                .because("rule 6: java.sql belongs to sqlite and, for foreign files alone, to legacy.source")
                .check(classes);
    }

    @Test
    void shouldKeepJacksonInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(LEGACY + ".json")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..")
                .because("rule 7: one library, one package; use Json and JsonFile")
                .check(classes);
    }

    @Test
    void shouldBeFreeOfCycles() {
        slices().matching(LEGACY + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("rule 1: packages read as a graph")
                .check(classes);
    }

    @Test
    void shouldNotAskTheSystemForTheTime() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .because("rule 10: a Clock is passed in")
                .check(classes);
    }
}
