package io.claudeflow.swarm.memory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages of the domain know the JDK, JSpecify and each other. */
class DomainPackagesTest {
    private static final String BASE = "io.claudeflow.swarm.memory.";
    private static final String[] DOMAIN = Stream.of(
                    "agent",
                    "analytics",
                    "audit",
                    "backup",
                    "consensus",
                    "coordination",
                    "crdt",
                    "document",
                    "entry",
                    "event",
                    "failure",
                    "health",
                    "knowledge",
                    "learning",
                    "lock",
                    "merge",
                    "message",
                    "metric",
                    "page",
                    "pattern",
                    "policy",
                    "query",
                    "revision",
                    "schema",
                    "search",
                    "session",
                    "sharedstate",
                    "snapshot",
                    "task",
                    "topology",
                    "transaction",
                    "watch",
                    "workflow")
            .map(BASE::concat)
            .toArray(String[]::new);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.claudeflow.swarm.memory");

    @Test
    void shouldImportNoLibrary() {
        var allowed = Stream.concat(Stream.of("java..", "org.jspecify.."), Stream.of(DOMAIN))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(allowed)
                .because("the domain outlives every library (rule 8): declare an interface and implement it in an"
                        + " adapter, as json and policy.yaml do")
                .check(CLASSES);
    }
}
