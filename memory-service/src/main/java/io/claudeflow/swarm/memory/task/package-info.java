/** Tasks: what is to be done, by whom, after what; claims with a lease and a fencing token. */
@NullMarked
package io.claudeflow.swarm.memory.task;

import org.jspecify.annotations.NullMarked;
