/** Who is connected with whom in a swarm. */
@NullMarked
package io.claudeflow.swarm.memory.topology;

import org.jspecify.annotations.NullMarked;
