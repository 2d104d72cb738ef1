/** Tests of {@link io.claudeflow.swarm.benchmarks.report}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.report;

import org.jspecify.annotations.NullMarked;
