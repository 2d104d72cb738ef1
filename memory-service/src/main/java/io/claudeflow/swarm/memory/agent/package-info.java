/** Agents and what each of them remembers. */
@NullMarked
package io.claudeflow.swarm.memory.agent;

import org.jspecify.annotations.NullMarked;
