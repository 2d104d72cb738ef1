/** Sessions: context that outlives a process. */
@NullMarked
package io.claudeflow.swarm.memory.session;

import org.jspecify.annotations.NullMarked;
