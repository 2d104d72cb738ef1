/** Tests of the package of the same name. */
@NullMarked
package io.claudeflow.swarm.operator.swarmtask;

import org.jspecify.annotations.NullMarked;
