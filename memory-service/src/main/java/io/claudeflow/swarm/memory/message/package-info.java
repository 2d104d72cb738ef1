/** Messages between agents. */
@NullMarked
package io.claudeflow.swarm.memory.message;

import org.jspecify.annotations.NullMarked;
