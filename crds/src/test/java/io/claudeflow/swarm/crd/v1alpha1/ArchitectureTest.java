package io.claudeflow.swarm.crd.v1alpha1;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

@AnalyzeClasses(packages = "io.claudeflow.swarm.crd", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule RECORDS_IGNORE_UNKNOWN_FIELDS = classes()
            .that()
            .areRecords()
            .should(holdOnTheWire(
                    "carry @JsonIgnoreProperties(ignoreUnknown = true)",
                    type -> type.isAnnotatedWith(JsonIgnoreProperties.class)
                            && type.getAnnotationOfType(JsonIgnoreProperties.class)
                                    .ignoreUnknown()))
            .because("rule 11: one object with a field of another version would freeze list and watch of its whole"
                    + " kind; add the annotation to the record");

    @ArchTest
    static final ArchRule RECORDS_LEAVE_OUT_NULL = classes()
            .that()
            .areRecords()
            .should(holdOnTheWire(
                    "carry @JsonInclude(NON_NULL)",
                    type -> type.isAnnotatedWith(JsonInclude.class)
                            && type.getAnnotationOfType(JsonInclude.class).value() == JsonInclude.Include.NON_NULL))
            .because("a field that is written as null takes it away from another owner in server-side apply; add the"
                    + " annotation to the record");

    @ArchTest
    static final ArchRule RECORDS_HOLD_NO_PRIMITIVES = fields().that()
            .areDeclaredInClassesThat()
            .areRecords()
            .should()
            .notHaveRawType(DescribedPredicate.describe("that are primitive", JavaClass::isPrimitive))
            .because("a primitive turns an absent field into false or 0; use Boolean, Integer, Long or Double");

    @ArchTest
    static final ArchRule ENUMS_DECODE_LENIENTLY = classes()
            .that()
            .areEnums()
            .and()
            .areTopLevelClasses()
            .should()
            .implement(WireEnum.class)
            .because("an enum value of another version must become UNKNOWN, not an exception; implement WireEnum");

    private static ArchCondition<JavaClass> holdOnTheWire(String what, Predicate<JavaClass> predicate) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(type, predicate.test(type), type.getName() + " should " + what));
            }
        };
    }
}
