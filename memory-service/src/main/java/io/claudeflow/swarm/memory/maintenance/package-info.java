/** The care of a store: garbage collection, compaction, checks. */
@NullMarked
package io.claudeflow.swarm.memory.maintenance;

import org.jspecify.annotations.NullMarked;
