package io.claudeflow.swarm.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.claudeflow.swarm.benchmarks", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule noCycles = slices().matching("io.claudeflow.swarm.benchmarks.(*)..")
            .should()
            .beFreeOfCycles()
            .because("rule 1: packages read as a graph; move what both sides need into a third package");

    @ArchTest
    static final ArchRule databaseDriver = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..benchmarks.postgres..", "..benchmarks.sqlite..", "io.claudeflow.swarm.benchmarks")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.postgresql..", "org.sqlite..")
            .because("rule 7: only the packages postgres and sqlite know JDBC; others see a Peer or a SqliteFile");

    @ArchTest
    static final ArchRule grpcLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("..benchmarks.grpc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.grpc..", "io.claudeflow.swarm.memory.api..")
            .because("rule 7: only the package grpc knows gRPC; others see a Peer");

    @ArchTest
    static final ArchRule jsonLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("..benchmarks.json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..")
            .because("rule 7: only the package json knows the parser; others see a JsonValue");

    @ArchTest
    static final ArchRule microBenchmarks = noClasses()
            .that()
            .resideOutsideOfPackages("..benchmarks.micro..", "io.claudeflow.swarm.benchmarks")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.openjdk.jmh..",
                    "io.claudeflow.swarm.memory.cache..",
                    "io.claudeflow.swarm.memory.codec..",
                    "io.claudeflow.swarm.memory.entry..")
            .because("the load reaches the memory service as its users do; only micro looks inside");
}
