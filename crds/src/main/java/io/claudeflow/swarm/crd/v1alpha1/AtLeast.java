package io.claudeflow.swarm.crd.v1alpha1;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The smallest quantity that is accepted; without it a quantity must be more than 0. Becomes a rule of the schema. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface AtLeast {
    /** A quantity, for example {@code 16Mi}. */
    String value();
}
