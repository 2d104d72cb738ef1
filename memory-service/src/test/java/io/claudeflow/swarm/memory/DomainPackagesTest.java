package io.claudeflow.swarm.memory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages of the domain know the JDK, JSpecify and each other, and no clock but the one they are given. */
class DomainPackagesTest {
    private static final String BASE = "io.claudeflow.swarm.memory.";
    private static final String[] DOMAIN = Stream.of(
                    "agent",
                    "consensus",
                    "crdt",
                    "document",
                    "entry",
                    "event",
                    "failure",
                    "learning",
                    "lock",
                    "merge",
                    "message",
                    "metric",
                    "page",
                    "pattern",
                    "policy",
                    "revision",
                    "session",
                    "sharedstate",
                    "task",
                    "topology",
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
                        + " adapter, as document.jackson and policy.yaml do")
                .check(CLASSES);
    }

    @Test
    void shouldBeGivenTheTime() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .because("time is a constructor argument (rule 10): take a Clock or an Instant")
                .check(CLASSES);
    }

    @Test
    void shouldFormNoCycles() {
        slices().matching(BASE + "(**)")
                .should()
                .beFreeOfCycles()
                .because("packages read as a graph (rule 1): move what both need into a third")
                .check(CLASSES);
    }
}
