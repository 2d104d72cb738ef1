/** The controller of kind SwarmTask. */
@NullMarked
package io.claudeflow.swarm.operator.swarmtask;

import org.jspecify.annotations.NullMarked;
