/** The operator's own kinds as they lie in the cluster, and their decoding one object at a time. */
@NullMarked
package io.claudeflow.swarm.operator.resource;

import org.jspecify.annotations.NullMarked;
