/** Failures a caller of the memory can see, independent of the protocol that reports them. */
@NullMarked
package io.claudeflow.swarm.memory.failure;

import org.jspecify.annotations.NullMarked;
