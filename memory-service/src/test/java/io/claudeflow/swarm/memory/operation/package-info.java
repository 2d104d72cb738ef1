@NullMarked
package io.claudeflow.swarm.memory.operation;

import org.jspecify.annotations.NullMarked;
