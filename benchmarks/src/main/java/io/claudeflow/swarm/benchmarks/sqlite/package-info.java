/** Database files at rest, opened by the harness itself: what a backup holds, without asking the service. */
@NullMarked
package io.claudeflow.swarm.benchmarks.sqlite;

import org.jspecify.annotations.NullMarked;
