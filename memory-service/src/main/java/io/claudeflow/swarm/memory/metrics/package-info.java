/** What Prometheus sees. The only package that imports Micrometer and the Prometheus client. */
@NullMarked
package io.claudeflow.swarm.memory.metrics;

import org.jspecify.annotations.NullMarked;
