package io.claudeflow.swarm.memory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The dependency rules of the memory service; docs/architecture.md has the picture. */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String BASE = "io.claudeflow.swarm.memory";

    private static final String[] DOMAIN = {BASE + ".failure..", BASE + ".revision..", BASE + ".entry.."};

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching(BASE + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("rule 1: folders must read as a graph; move the shared type to the package both depend on");

    @ArchTest
    static final ArchRule onlyMainKnowsEverything = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("ServiceMain")
            .because("rule 5: the main class only wires; move what you need from it into a class of its own")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlySqliteKnowsSql = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".sqlite..", BASE + ".legacy.source..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
            .because("rule 6: the store must stay replaceable; declare an interface in the domain and implement it in"
                    + " package sqlite (legacy.source only reads files of other programs)");

    @ArchTest
    static final ArchRule onlyCacheKnowsCaffeine = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".cache..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.benmanes..")
            .because("rule 7: one library, one package; put what needs a cache into package cache");

    @ArchTest
    static final ArchRule onlyCodecKnowsZstd = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".codec..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.luben..")
            .because("rule 7: one library, one package; compress through codec.ValueCodec");

    @ArchTest
    static final ArchRule onlyObjectStorageKnowsS3 = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".objectstorage..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")
            .because("rule 7: one library, one package; use objectstorage.ObjectStorage");

    @ArchTest
    static final ArchRule domainIsPlainJava = noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "java.io..",
                    "java.nio.charset..",
                    "java.security..",
                    "org.jspecify..",
                    BASE + ".failure..",
                    BASE + ".revision..",
                    BASE + ".entry..")
            .because("rule 8: the domain outlives every library; declare an interface here and implement it in the"
                    + " package of the technology");

    @ArchTest
    static final ArchRule onlyMetricsKnowMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".metrics..")
            .and()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..")
            .because("rule 9: instrumentation is decoration; tell an EngineListener, or wrap the interface in package"
                    + " metrics");

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("rule 10: time is an input; take a Clock in the constructor and call clock.instant()");
}
