/** What an agent or a swarm has and does at one moment, as one document. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.snapshot;

import org.jspecify.annotations.NullMarked;
