/** From objects as they lie in the cluster to what the operator works with; no cluster. */
@NullMarked
package io.claudeflow.swarm.operator.reading;

import org.jspecify.annotations.NullMarked;
