/** Bounds on what one call may move, the same for every edge. */
@NullMarked
package io.claudeflow.swarm.memory.limit;

import org.jspecify.annotations.NullMarked;
