/** The controller of kind SwarmMemoryRestore. */
@NullMarked
package io.claudeflow.swarm.operator.memoryrestore;

import org.jspecify.annotations.NullMarked;
