/** The controller of kind SwarmMemoryBackup. */
@NullMarked
package io.claudeflow.swarm.operator.memorybackup;

import org.jspecify.annotations.NullMarked;
