/** What agents coordinate by, put together. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.coordination;

import org.jspecify.annotations.NullMarked;
