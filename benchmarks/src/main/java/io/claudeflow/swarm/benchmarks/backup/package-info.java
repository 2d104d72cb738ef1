/** Backups of the memory service under writes, each opened and compared with what was acknowledged. */
@NullMarked
package io.claudeflow.swarm.benchmarks.backup;

import org.jspecify.annotations.NullMarked;
