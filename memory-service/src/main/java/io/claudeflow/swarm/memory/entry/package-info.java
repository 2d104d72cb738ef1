/** Entries: values under a key in a namespace of a swarm. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.entry;

import org.jspecify.annotations.NullMarked;
