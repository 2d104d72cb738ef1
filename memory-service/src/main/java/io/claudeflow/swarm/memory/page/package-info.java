/** Pages of a listing. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.page;

import org.jspecify.annotations.NullMarked;
