@NullMarked
package io.claudeflow.swarm.memory.engine;

import org.jspecify.annotations.NullMarked;
