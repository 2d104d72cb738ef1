@NullMarked
package io.claudeflow.swarm.memory.entry;

import org.jspecify.annotations.NullMarked;
