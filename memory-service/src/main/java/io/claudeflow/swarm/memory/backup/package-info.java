/** Backups of a whole store: what they are, where they may lie, which ones are kept. */
@NullMarked
package io.claudeflow.swarm.memory.backup;

import org.jspecify.annotations.NullMarked;
