/** PostgreSQL as a peer, through its JDBC driver. */
@NullMarked
package io.claudeflow.swarm.benchmarks.postgres;

import org.jspecify.annotations.NullMarked;
