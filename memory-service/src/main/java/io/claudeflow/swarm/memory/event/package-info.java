/** The log of what happened. */
@NullMarked
package io.claudeflow.swarm.memory.event;

import org.jspecify.annotations.NullMarked;
