/** What Prometheus and people see: metrics, rules and the dashboard, with Debian's Prometheus. */
@NullMarked
package io.claudeflow.swarm.e2e.observability;

import org.jspecify.annotations.NullMarked;
