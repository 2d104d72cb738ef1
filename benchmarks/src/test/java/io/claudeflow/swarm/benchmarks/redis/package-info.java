/** Tests of {@link io.claudeflow.swarm.benchmarks.redis}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.redis;

import org.jspecify.annotations.NullMarked;
