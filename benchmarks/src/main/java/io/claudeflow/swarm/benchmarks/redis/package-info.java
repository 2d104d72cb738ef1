/** Redis as a peer, with a client of our own. */
@NullMarked
package io.claudeflow.swarm.benchmarks.redis;

import org.jspecify.annotations.NullMarked;
