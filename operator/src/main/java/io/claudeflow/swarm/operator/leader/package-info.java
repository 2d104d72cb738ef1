/** Which replica works: a Lease, released on a graceful stop. */
@NullMarked
package io.claudeflow.swarm.operator.leader;

import org.jspecify.annotations.NullMarked;
