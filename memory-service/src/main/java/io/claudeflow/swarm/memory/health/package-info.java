/** Whether a store is well, what to do when it is not, and doing it. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.health;

import org.jspecify.annotations.NullMarked;
