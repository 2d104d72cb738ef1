/** What changes, as it changes: history from a revision on, then live. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.watch;

import org.jspecify.annotations.NullMarked;
