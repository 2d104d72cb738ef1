/**
 * Runs SQLite memory stores for swarms of agents: {@code resource → plan → desired objects → cluster} and
 * {@code cluster + pod → observation → status}. The first two arrows are pure.
 */
@NullMarked
package io.claudeflow.swarm.operator;

import org.jspecify.annotations.NullMarked;
