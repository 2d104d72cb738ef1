/** The controller of kind SwarmMemory. */
@NullMarked
package io.claudeflow.swarm.operator.memoryentry;

import org.jspecify.annotations.NullMarked;
