/** The controller of kind SwarmCluster. */
@NullMarked
package io.claudeflow.swarm.operator.swarmcluster;

import org.jspecify.annotations.NullMarked;
