/** Latencies of one cell, recorded without allocation. */
@NullMarked
package io.claudeflow.swarm.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
