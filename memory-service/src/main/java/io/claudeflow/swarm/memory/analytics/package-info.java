/** Who uses the memory how much, what is hot, what is slow, how it grows. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.analytics;

import org.jspecify.annotations.NullMarked;
