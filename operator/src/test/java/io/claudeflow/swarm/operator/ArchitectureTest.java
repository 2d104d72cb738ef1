package io.claudeflow.swarm.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

/** The shape of the operator; the numbers are those of the project's dependency rules. */
@AnalyzeClasses(packages = "io.claudeflow.swarm", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "io.claudeflow.swarm.operator.";

    @ArchTest
    static final ArchRule rule1NoCycles = slices().matching("io.claudeflow.swarm.operator.(*)..")
            .should()
            .beFreeOfCycles()
            .because("rule 1: packages must read as a graph from top to bottom; move the shared type to the package"
                    + " that both may know");

    @ArchTest
    static final ArchRule rule2PlansArePure = classes()
            .that()
            .resideInAPackage(BASE + "plan..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    BASE + "plan..",
                    "io.claudeflow.swarm.crd..",
                    "io.fabric8.kubernetes.api.model",
                    "java..",
                    "org.jspecify..")
            .because("rule 2: a plan is computed from a spec and nothing else, so that a folder of YAML can prove it;"
                    + " pass what it needs as an argument (Quantity is the one type of the client's model it reads)");

    @ArchTest
    static final ArchRule rule2DesiredObjectsArePure = classes()
            .that()
            .resideInAPackage(BASE + "desired..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    BASE + "desired..",
                    BASE + "plan..",
                    BASE + "resource..",
                    "io.claudeflow.swarm.crd..",
                    "io.fabric8.kubernetes.api..",
                    "com.fasterxml.jackson.databind..",
                    "java..",
                    "org.jspecify..")
            .because("rule 2: wanted objects follow from the plan alone; put what they need into the plan");

    @ArchTest
    static final ArchRule rule3NoClusterInPlansAndDesired = noClasses()
            .that()
            .resideInAnyPackage(BASE + "plan..", BASE + "desired..", BASE + "status..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javaoperatorsdk..", "io.fabric8.kubernetes.client.dsl..")
            .because("rule 3: only the package kubernetes talks to the cluster; return a value and let it be applied");

    @ArchTest
    static final ArchRule rule4KindsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage(BASE + "memorystore..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + "swarmcluster..")
            .because("rule 4: the kinds meet in the cluster and nowhere else; share through plan, desired or status");

    @ArchTest
    static final ArchRule rule4TheOtherWayRound = noClasses()
            .that()
            .resideInAPackage(BASE + "swarmcluster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + "memorystore..")
            .because("rule 4: the kinds meet in the cluster and nowhere else; share through plan, desired or status");

    @ArchTest
    static final ArchRule rule5NobodyImportsTheWiring = noClasses()
            .that()
            .resideInAPackage(BASE + "*..")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("SwarmOperator")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("OperatorMain")
            .because("rule 5: the wiring knows everybody and nobody knows the wiring; take what you need as a"
                    + " constructor argument");

    @ArchTest
    static final ArchRule rule9OnlyManagementMeasures = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + "management..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..")
            .because("rule 9: metrics are kept in management; hand it a supplier or a listener instead");

    @ArchTest
    static final ArchRule onlyLoggingKnowsLogback = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + "logging..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ch.qos.logback..")
            .because("one library, one package: log through SLF4J");

    @ArchTest
    static final ArchRule rule10TimeIsPassedIn = noClasses()
            .that()
            .doNotHaveSimpleName("OperatorMain")
            .and()
            .doNotHaveSimpleName("Training")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("rule 10: a Clock is a constructor argument, so that a test can be any time it likes");

    @ArchTest
    static final ArchRule rule11RecordsOfTheWireAreLenient = classes()
            .that()
            .resideInAPackage("io.claudeflow.swarm.crd..")
            .and()
            .areRecords()
            .should()
            .beAnnotatedWith(JsonIgnoreProperties.class)
            .because("rule 11: a field of another version must never stop the operator; add"
                    + " @JsonIgnoreProperties(ignoreUnknown = true)");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that()
            .haveSimpleName("package-info")
            .and()
            .resideInAPackage("io.claudeflow.swarm.operator..")
            .should()
            .beAnnotatedWith(NullMarked.class)
            .because("NullAway only looks at packages that are @NullMarked");
}
