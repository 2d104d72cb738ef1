/** Conflict-free replicated data types as immutable states; see DESIGN.md. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.crdt;

import org.jspecify.annotations.NullMarked;
