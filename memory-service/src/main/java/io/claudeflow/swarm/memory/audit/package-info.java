/** What lies in the memory: duplicates, near duplicates, what nobody reads, secrets, damage. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.audit;

import org.jspecify.annotations.NullMarked;
