/** The one place that writes to the cluster: ownership, comparison, server-side apply. */
@NullMarked
package io.claudeflow.swarm.operator.kubernetes;

import org.jspecify.annotations.NullMarked;
