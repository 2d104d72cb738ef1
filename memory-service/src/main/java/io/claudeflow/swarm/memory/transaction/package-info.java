/** Several operations that succeed or fail as one. */
@NullMarked
package io.claudeflow.swarm.memory.transaction;

import org.jspecify.annotations.NullMarked;
