/** Batched writes of the memory service beside single ones of Redis. */
@NullMarked
package io.claudeflow.swarm.benchmarks.batch;

import org.jspecify.annotations.NullMarked;
