/** The six figures that the memory system of seed 004 named, measured here. */
@NullMarked
package io.claudeflow.swarm.benchmarks.seed;

import org.jspecify.annotations.NullMarked;
