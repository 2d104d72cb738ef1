@NullMarked
package io.claudeflow.swarm.memory.cache;

import org.jspecify.annotations.NullMarked;
