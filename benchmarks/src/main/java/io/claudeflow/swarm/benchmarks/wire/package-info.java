/** Reading framed protocols from a socket with as little work as possible. */
@NullMarked
package io.claudeflow.swarm.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
