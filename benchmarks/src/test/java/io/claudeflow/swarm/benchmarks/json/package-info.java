/** Tests of {@link io.claudeflow.swarm.benchmarks.json}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.json;

import org.jspecify.annotations.NullMarked;
