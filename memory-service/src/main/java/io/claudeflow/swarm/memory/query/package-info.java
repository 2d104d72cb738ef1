/** SQL that a caller wrote: what it may be, what comes back. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.query;

import org.jspecify.annotations.NullMarked;
