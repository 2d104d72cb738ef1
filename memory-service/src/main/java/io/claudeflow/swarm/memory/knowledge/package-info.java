/** What agents share with their swarm. */
@NullMarked
package io.claudeflow.swarm.memory.knowledge;

import org.jspecify.annotations.NullMarked;
