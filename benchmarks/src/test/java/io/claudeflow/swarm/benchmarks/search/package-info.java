/** Tests of {@link io.claudeflow.swarm.benchmarks.search}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.search;

import org.jspecify.annotations.NullMarked;
