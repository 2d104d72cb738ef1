/** Proposals that agents vote on, and the record of decisions. */
@NullMarked
package io.claudeflow.swarm.memory.consensus;

import org.jspecify.annotations.NullMarked;
