/** Micro benchmarks of pieces whose cost is counted in nanoseconds; the only place that knows JMH. */
@NullMarked
package io.claudeflow.swarm.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
