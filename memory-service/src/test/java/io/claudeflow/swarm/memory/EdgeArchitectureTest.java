package io.claudeflow.swarm.memory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.claudeflow.swarm.memory",
        importOptions = {ImportOption.DoNotIncludeTests.class, EdgeArchitectureTest.OwnCode.class})
class EdgeArchitectureTest {
    private static final String BASE = "io.claudeflow.swarm.memory";

    /** Leaves the generated stubs out. */
    static final class OwnCode implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/memory/api/");
        }
    }

    @ArchTest
    static final ArchRule HELIDON =
            only("http", "io.helidon..", "rule 7: give other packages a record or an interface");

    @ArchTest
    static final ArchRule GRPC = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".grpc..", BASE + ".contract..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "com.google.rpc..", BASE + ".api..")
            .because("rule 7: only grpc knows gRPC and the stubs, only contract reads the proto files; use the domain's"
                    + " records, or contract.Rpc");

    @ArchTest
    static final ArchRule METRICS = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..")
            .because("rule 9: instrumentation by decoration; add a decorator or a listener in metrics");

    @ArchTest
    static final ArchRule PICOCLI = only("cli", "picocli..", "rule 7: commands live in cli");

    @ArchTest
    static final ArchRule JACKSON = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".json..", BASE + ".legacy.json..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..")
            .because("rule 7: use JsonSlice and JsonWriter (legacy.json only reads files of other programs)");

    @ArchTest
    static final ArchRule LOGBACK = only("logging", "ch.qos.logback..", "rule 7: log through SLF4J");

    @ArchTest
    static final ArchRule EDGES = noClasses()
            .that()
            .resideInAnyPackage(
                    BASE + ".http..", BASE + ".grpc..", BASE + ".cli..", BASE + ".metrics..", BASE + ".json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + ".sqlite..", BASE + ".cache..", "java.sql..", "org.sqlite..")
            .because("an edge sees EntryStore and Maintenance; the engine package puts the rest together");

    @ArchTest
    static final ArchRule NO_EDGE_KNOWS_ANOTHER = noClasses()
            .that()
            .resideInAnyPackage(BASE + ".http..", BASE + ".grpc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + ".cli..", BASE + ".config..", BASE + ".engine..", BASE + ".metrics..")
            .because("an edge is told what it needs by a record of options; what edges share lives in json and limit");

    @ArchTest
    static final ArchRule MAIN = noClasses()
            .that(new DescribedPredicate<JavaClass>("are not part of the Main class") {
                @Override
                public boolean test(JavaClass candidate) {
                    return !candidate.getName().startsWith(BASE + ".MemoryServiceMain");
                }
            })
            .should()
            .dependOnClassesThat()
            .haveNameMatching(BASE.replace(".", "\\.") + "\\.MemoryServiceMain.*")
            .because("rule 5: Main wires and is imported by nobody");

    private static ArchRule only(String owner, String library, String reason) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "." + owner + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because(reason);
    }
}
