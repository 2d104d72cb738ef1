package io.claudeflow.swarm.crd.v1alpha1;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A length of time as people write it: {@code 30s}, {@code 5m}, {@code 1h}, {@code 6h}, {@code 7d} or a combination
 * from large to small such as {@code 1h30m}. Zero is refused. Becomes a rule of the schema, with a message.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface DurationText {
    /** The shortest length that is accepted. */
    Shortest atLeast() default Shortest.SECOND;

    /** The shortest lengths a field may ask for. */
    enum Shortest {
        SECOND("1s", "[1-9]"),
        MINUTE("1m", "[1-9][0-9]*[dhm]|([6-9][0-9]|[1-9][0-9]{2,})s");

        private final String text;
        private final String expression;

        Shortest(String text, String expression) {
            this.text = text;
            this.expression = expression;
        }

        /** As it is written in a document. */
        String text() {
            return text;
        }

        /** A regular expression that is found in every well-formed duration that is long enough, and in no other. */
        String expression() {
            return expression;
        }
    }
}
