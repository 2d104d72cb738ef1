package io.claudeflow.swarm.e2e.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test of {@link Cluster#shared()}: it installs operators and definitions, so there is one at a time. They are queued
 * first, so that others run beside them; the pool asks those that find the cluster taken again only after the others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("cluster")
@Order(1)
public @interface OnTheCluster {}
