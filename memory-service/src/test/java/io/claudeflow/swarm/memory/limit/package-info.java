@NullMarked
package io.claudeflow.swarm.memory.limit;

import org.jspecify.annotations.NullMarked;
