/** Figures about a running service, as every edge reports them. */
@NullMarked
package io.claudeflow.swarm.memory.stats;

import org.jspecify.annotations.NullMarked;
