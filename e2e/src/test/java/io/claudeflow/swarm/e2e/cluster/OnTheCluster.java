package io.claudeflow.swarm.e2e.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test of {@link Cluster#shared()}: it installs operators and definitions, so there is one at a time. They come
 * first, so that the others run beside them to the end.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("cluster")
@Order(1)
public @interface OnTheCluster {}
