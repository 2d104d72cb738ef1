/** From a plan to Kubernetes objects: pure functions, no cluster. */
@NullMarked
package io.claudeflow.swarm.operator.desired;

import org.jspecify.annotations.NullMarked;
