/** What time does: everything with an end, under a clock that jumps. */
@NullMarked
package io.claudeflow.swarm.memory.clock;

import org.jspecify.annotations.NullMarked;
