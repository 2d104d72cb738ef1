/** Kubernetes events for people, from a closed list of reasons. */
@NullMarked
package io.claudeflow.swarm.operator.event;

import org.jspecify.annotations.NullMarked;
