/** State that agents of a swarm share, changed by compare-and-set. */
@NullMarked
package io.claudeflow.swarm.memory.sharedstate;

import org.jspecify.annotations.NullMarked;
